/**
 * The one script for other people's pages: defines every element, brings their style, and offers the engine as
 * `chainrule.loadEngine()`. The style is adopted rather than written into the page, so a strict policy does not mind it.
 */
// @ts-ignore written by cargo xtask package
import style from "../script-style.txt";
import "../elements.js";
import { loadEngine } from "../engine.js";

const sheet = new CSSStyleSheet();
sheet.replaceSync(style);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
Object.assign(globalThis, { chainrule: { loadEngine } });
