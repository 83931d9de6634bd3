/**
 * What questions share whose words are all in the page: no engine is needed, and an author's words stay below what is wrong with
 * them.
 */
import { ChainElement, complaint } from "./element.js";

export class ChainQuestion extends ChainElement {
  refresh() {
    if (!this.isConnected) return;
    this.querySelector(":scope > .complaint")?.remove();
    try {
      this.build();
    } catch (error) {
      this.complain(error);
    }
  }

  /** Makes of the words a question: each element's own. */
  build() {}

  /** @param {unknown} error */
  complain(error) {
    this.prepend(complaint(error));
  }
}
