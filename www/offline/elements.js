/** Every element with its style, for a page with a build: `import "chainrule/elements"`. Where there is no window nothing happens. */
// @ts-ignore written by cargo xtask package
import style from "../script-style.txt";
import "../elements.js";
import { adopt } from "./adopt.js";

adopt(style);
