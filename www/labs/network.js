/** The laboratory of networks: its address sets the attributes of one <chain-network>, and follows them. */
import { ChainNetwork } from "../elements/chain-network.js";
import { wholePage } from "../words.js";

wholePage();

const network = /** @type {HTMLElement} */ (document.getElementById("network"));

/** What the address says; what it does not know is left out. */
function reopen() {
  const [version, ...words] = location.hash.slice(1).split("&");
  if (version !== "v1") return;
  for (const word of words) {
    const [name, value] = word.split("=", 2);
    if (!ChainNetwork.observedAttributes.includes(name) || value === undefined || value.length > 200) continue;
    try {
      network.setAttribute(name, decodeURIComponent(value));
    } catch {
      // A broken escape says nothing.
    }
  }
}

reopen();
addEventListener("hashchange", reopen);
new MutationObserver(() => {
  const words = ChainNetwork.observedAttributes.flatMap((name) => {
    const value = network.getAttribute(name);
    return value === null ? [] : [`${name}=${encodeURIComponent(value)}`];
  });
  history.replaceState(null, "", `#v1&${words.join("&")}`);
}).observe(network, { attributes: true, attributeFilter: ChainNetwork.observedAttributes });
