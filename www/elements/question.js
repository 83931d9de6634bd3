/**
 * What questions share whose words are all in the page: no engine is needed, and an author's words stay below what is wrong with
 * them.
 */
import { ChainElement, checkAttributes, complainAbove } from "./element.js";

export class ChainQuestion extends ChainElement {
  refresh() {
    if (!this.isConnected) return;
    complainAbove(this);
    try {
      checkAttributes(this);
      this.build();
    } catch (error) {
      this.complain(error);
    }
  }

  /** Makes of the words a question: each element's own. */
  build() {}

  /** @param {unknown} error */
  complain(error) {
    complainAbove(this, error);
  }
}
