/**
 * The one script for other people's pages: defines every element, brings their style, and offers the engine as
 * `chainrule.loadEngine()`.
 */
// @ts-ignore written by cargo xtask package
import style from "../script-style.txt";
import "../elements.js";
import { loadEngine } from "../engine.js";
import { adopt } from "./adopt.js";

adopt(style);
Object.assign(globalThis, { chainrule: { loadEngine } });
