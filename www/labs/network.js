/** The laboratory of networks: its address sets the attributes of one <chain-network>, and follows them; what was learnt can be taken away. */
import { ChainNetwork } from "../elements/chain-network.js";
import { engineHere, sentence } from "../elements/element.js";
import { offer } from "../elements/save.js";
import { copying } from "../tutor/copy.js";
import { wholePage } from "../words.js";
import { keepLink } from "./link.js";

wholePage();

const find = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const network = /** @type {ChainNetwork} */ (find("network"));
const program = find("program");
const keep = find("keep");
/** A table longer than this is not put into the link. */
const LONGEST = 4000;
let ending = "py";

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

keepLink(network, { names: ChainNetwork.observedAttributes, longest: LONGEST });
