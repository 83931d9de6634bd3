// What the site consists of: its elements and its lessons, read from the folders in which each is one file.
import { readdirSync } from "node:fs";

/** The folder. */
export const www = new URL("../../../www/", import.meta.url);

/** Names of the files of a folder, without their ending. @param {string} folder @param {RegExp} wanted */
const names = (folder, wanted) => readdirSync(new URL(folder, www)).filter((name) => wanted.test(name)).map((name) => name.replace(/\.\w+$/, ""));

/** Names of the elements, as their tags. */
export const elements = names("elements/", /^chain-.*\.js$/);

/** Names of the lessons: their contents are none. */
export const lessons = names("lessons/", /^(?!index\.).*\.html$/);
