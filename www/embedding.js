/** The page for teachers: its frames are the figures, so nothing runs here but the words of other languages. */
import { wholePage } from "./words.js";

wholePage();
