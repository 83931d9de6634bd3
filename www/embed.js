/**
 * One element alone, for an iframe: `embed.html#v1&e=chain-steps&of=(2x%2B3)^2&at=x%3D1`.
 *
 * The address names the element and its attributes; those that the element does not know are named where it stands. Besides:
 *   theme=light|dark   instead of the reader's own
 *   lang=de            the language of the words
 *   without=table,zoom parts that are left out
 *   readonly           nothing in it can be changed
 *   to=https://…       the only origin that is told anything (left out: the page around, whichever it is)
 */
import { attach } from "./embed/messages.js";
import { addressOf, element, ELEMENTS, readEmbed, watched } from "./embed/choice.js";
import { complaint } from "./elements/element.js";
import { chooseTheme } from "./embed/theme.js";
import { wholePage } from "./words.js";

wholePage();

const stage = /** @type {HTMLElement} */ (document.getElementById("stage"));

async function show() {
  const { choice, theme, to, without, readonly, trouble } = readEmbed(location.hash);
  chooseTheme(theme);
  if (trouble) {
    stage.replaceChildren(complaint(trouble));
    // A frame that is for one origin only says nothing before that one is known.
    if (!/[#&]to=/.test(location.hash)) attach(stage, to);
    return;
  }
  await ELEMENTS[choice.name]();
  const made = element(choice);
  stage.dataset.without = without.join(" ");
  stage.toggleAttribute("data-readonly", readonly);
  stage.replaceChildren(...made);
  attach(stage, to);
  follow(/** @type {HTMLElement} */ (stage.lastElementChild));
}

/** A moment after the last change: what is dragged changes with every frame. */
const REST = 250;
/** @type {MutationObserver | undefined} */
let following;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let telling;

/** Tells the link that opens the element as it is now, after it has changed. @param {HTMLElement} made */
function follow(made) {
  following?.disconnect();
  clearTimeout(telling);
  following = new MutationObserver(() => {
    clearTimeout(telling);
    telling = setTimeout(() => {
      const address = addressOf(location.hash, made);
      if (address) stage.dispatchEvent(new CustomEvent("chain-state", { detail: { address } }));
    }, REST);
  });
  following.observe(made, { attributes: true, attributeFilter: watched(made.localName) });
}

// Where a reader has gone in a picture is an attribute like the others.
stage.addEventListener("chain-view", (event) => {
  const [made, view] = [/** @type {HTMLElement} */ (event.target), /** @type {CustomEvent} */ (event).detail.view];
  if (view) made.setAttribute("view", [view.left, view.right, view.bottom, view.top].join(" "));
  else made.removeAttribute("view");
});

// Read, not changed: what would change something does not arrive; Tab still goes through, and what is folded still opens.
for (const kind of ["pointerdown", "click", "input", "change", "wheel", "keydown"]) {
  stage.addEventListener(
    kind,
    (event) => {
      if (!stage.hasAttribute("data-readonly") || (event instanceof KeyboardEvent && event.key === "Tab") || /** @type {Element} */ (event.target).closest("summary")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    { capture: true, passive: false },
  );
}
addEventListener("hashchange", show);
show();
