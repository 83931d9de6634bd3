// Ends well when the engine in a folder starts and answers: what the build asks of a module it has just squeezed.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder] = process.argv.slice(2);
const glue = await import(pathToFileURL(join(folder, "chainrule.js")).href);
glue.initSync({ module: await readFile(join(folder, "chainrule_bg.wasm")) });
if (!glue.version()) process.exitCode = 1;
