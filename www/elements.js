/** Every element, for a page of somebody else's: `import "chainrule/elements"`, or the one script. */
import "./elements/chain-batches.js";
import "./elements/chain-contour.js";
import "./elements/chain-descent.js";
import "./elements/chain-dial.js";
import "./elements/chain-draw.js";
import "./elements/chain-graph.js";
import "./elements/chain-input.js";
import "./elements/chain-lesson.js";
import "./elements/chain-match.js";
import "./elements/chain-math.js";
import "./elements/chain-network.js";
import "./elements/chain-plot.js";
import "./elements/chain-practice.js";
import "./elements/chain-predict.js";
import "./elements/chain-rule.js";
import "./elements/chain-steps.js";
import "./elements/chain-value.js";
