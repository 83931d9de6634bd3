/**
 * What a frame and the page around it tell each other. Every message is a record `{ chainrule: 1, kind, … }`; 1 is the version.
 *
 * From the frame:
 *   height    { height }    in CSS pixels, whenever it changes
 *   answer    { detail }    an exercise or a question was answered: skill, correct, attempts, hints
 *   complete  { detail }    a lesson or a set of exercises is done
 *   state     { address }   the link that opens again what is seen, when it has changed
 * To the frame, from the page directly around it and nobody else:
 *   ask       {}            answered with height
 *   set       { attributes: { at: "x=2" } }   changes attributes that the element watches
 */

const VERSION = 1;

/** @type {{ stage: HTMLElement, to: string } | undefined} */
let attached;

/** @param {string} kind @param {object} fields */
function tell(kind, fields) {
  if (parent === window || !attached) return;
  parent.postMessage({ chainrule: VERSION, kind, ...fields }, attached.to);
}

/** What was said of the height last. */
let known = 0;

/** Nothing is said before there is something to see: the frame would shrink and grow again. @param {boolean} [asked] */
function height(asked = false) {
  const drawn = attached?.stage.lastElementChild?.hasChildNodes();
  const now = Math.ceil(document.documentElement.getBoundingClientRect().height);
  if (!asked && (!drawn || now === known)) return;
  known = now;
  tell("height", { height: now });
}

let waiting = 0;

/** A frame out of sight is not laid out by itself, and sizes are not observed there: so once what stands in it has changed. */
function changed() {
  clearTimeout(waiting);
  waiting = setTimeout(() => height(), 60);
}

/** @param {MessageEvent} event */
function hear({ source, origin, data }) {
  if (source !== parent || parent === window || !attached) return;
  if (attached.to !== "*" && origin !== attached.to) return;
  if (typeof data !== "object" || data === null || data.chainrule !== VERSION) return;
  if (data.kind === "ask") height(true);
  if (data.kind === "set" && typeof data.attributes === "object" && data.attributes !== null) {
    const element = attached.stage.lastElementChild;
    const known = /** @type {{ observedAttributes?: string[] } | undefined} */ (element && customElements.get(element.localName))?.observedAttributes ?? [];
    for (const [name, value] of Object.entries(data.attributes)) {
      if (known.includes(name) && typeof value === "string" && value.length <= 6000) element?.setAttribute(name, value);
    }
  }
}

/**
 * Begins to tell about what happens on the stage, and to listen. Once for a page; a later call changes the stage.
 * @param {HTMLElement} stage
 * @param {string} to the only origin that is told anything, or "*"
 */
export function attach(stage, to) {
  const first = !attached;
  attached = { stage, to };
  if (!first) return height();
  addEventListener("message", hear);
  new ResizeObserver(() => height()).observe(document.documentElement);
  new MutationObserver(changed).observe(stage, { childList: true, subtree: true });
  changed();
  stage.addEventListener("chain-answer", (event) => tell("answer", { detail: /** @type {CustomEvent} */ (event).detail }));
  stage.addEventListener("chain-complete", (event) => tell("complete", { detail: /** @type {CustomEvent} */ (event).detail }));
  stage.addEventListener("chain-state", (event) => tell("state", { address: /** @type {CustomEvent} */ (event).detail.address }));
}
