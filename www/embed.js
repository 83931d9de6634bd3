/**
 * One element alone, for an iframe: `embed.html#v1&e=chain-steps&of=(2x%2B3)^2&at=x%3D1`.
 *
 * The address names the element and its attributes; those that the element does not know are named where it stands. Besides:
 *   theme=light|dark   instead of the reader's own
 *   to=https://…       the only origin that is told anything (left out: the page around, whichever it is)
 */
import { attach } from "./embed/messages.js";
import { element, ELEMENTS, readEmbed } from "./embed/choice.js";
import { complaint } from "./elements/element.js";
import { chooseTheme } from "./embed/theme.js";
import { wholePage } from "./words.js";

wholePage();

const stage = /** @type {HTMLElement} */ (document.getElementById("stage"));

async function show() {
  const { choice, theme, to, trouble } = readEmbed(location.hash);
  chooseTheme(theme);
  if (trouble) {
    stage.replaceChildren(complaint(trouble));
    return;
  }
  await ELEMENTS[choice.name]();
  const made = element(choice);
  stage.replaceChildren(...made);
  attach(stage, to);
}

addEventListener("hashchange", show);
show();
