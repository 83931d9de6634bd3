/** The laboratory of networks: its address sets the attributes of one <chain-network>, and follows them; what was learnt can be taken away. */
import { ChainNetwork } from "../elements/chain-network.js";
import { engineHere, sentence } from "../elements/element.js";
import { offer } from "../elements/save.js";
import { copying } from "../tutor/copy.js";
import { wholePage } from "../words.js";

wholePage();

const find = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const network = /** @type {ChainNetwork} */ (find("network"));
const program = find("program");
const keep = find("keep");
/** A table longer than this is not put into the link. */
const LONGEST = 4000;
let ending = "py";

/** What the address says; what it does not know is left out. */
function reopen() {
  const [version, ...words] = location.hash.slice(1).split("&");
  if (version !== "v1") return;
  for (const word of words) {
    const [name, value] = word.split("=", 2);
    if (!ChainNetwork.observedAttributes.includes(name) || value === undefined || value.length > 3 * LONGEST) continue;
    try {
      network.setAttribute(name, decodeURIComponent(value));
    } catch {
      // A broken escape says nothing.
    }
  }
}

/** The program of the network as it is now, or all that is known of it. @param {string} library */
async function show(library) {
  const [engine, spec] = [await engineHere(), network.spec];
  if (!spec) return;
  ending = library === "json" ? "json" : "py";
  try {
    program.textContent = library === "json"
      ? `${JSON.stringify({ ...network.run, network: spec, state: network.state }, null, 1)}\n`
      : engine.toCode({ network: spec }, /** @type {any} */ (library));
    keep.hidden = false;
  } catch (error) {
    program.textContent = sentence(error);
    keep.hidden = true;
  }
  program.hidden = false;
}

copying(keep, /** @type {HTMLElement} */ (keep.querySelector("[role=status]")), () => program.textContent ?? "");
document.addEventListener("click", (event) => {
  const button = /** @type {Element} */ (event.target).closest("button");
  if (button?.dataset.library) show(button.dataset.library);
  if (button?.dataset.save !== undefined) offer(program.textContent ?? "", "text/plain", `network.${ending}`);
});

reopen();
addEventListener("hashchange", reopen);
new MutationObserver(() => {
  const words = ChainNetwork.observedAttributes.flatMap((name) => {
    const value = network.getAttribute(name);
    return value === null || value.length > LONGEST ? [] : [`${name}=${encodeURIComponent(value)}`];
  });
  history.replaceState(null, "", `#v1&${words.join("&")}`);
}).observe(network, { attributes: true, attributeFilter: ChainNetwork.observedAttributes });
