// The built module's bytes, as a one-file page or a tool would load them.
import { readFile } from "node:fs/promises";

export const bytes = await readFile(new URL("../../../www/pkg/chainrule_bg.wasm", import.meta.url));
