// Ends well when the built engine starts and answers: what the build asks of a module it has just squeezed.
import { engine } from "./engine.mjs";

if (!engine.version()) process.exitCode = 1;
