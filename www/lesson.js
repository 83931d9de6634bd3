/** Everything that stands in a lesson, and who is told that it was done. */
import "./embed/scorm.js";
import "./elements/chain-lesson.js";
import "./elements/chain-math.js";
import "./elements/chain-value.js";
import "./elements/chain-dial.js";
import "./elements/chain-predict.js";
import "./elements/chain-quiz.js";
import "./elements/chain-trace.js";
import "./elements/chain-draw.js";
import "./elements/chain-match.js";
import "./elements/chain-practice.js";
import "./elements/chain-batches.js";
import "./elements/chain-area.js";
import "./elements/chain-gears.js";
import "./elements/chain-contour.js";
import "./elements/chain-plot.js";
import "./elements/chain-steps.js";
import "./elements/chain-graph.js";
import "./elements/chain-descent.js";
import "./elements/chain-network.js";
import "./elements/chain-rule.js";
import { attach } from "./embed/messages.js";
import { wholePage } from "./words.js";

wholePage("lessons");
// In a frame, the page around it hears of every answer and of the end; `to=https://…` in the address lets no other one hear.
const to = /[?&#]to=([^&#]+)/.exec(location.search + location.hash)?.[1];
if (parent !== window) attach(document.body, to === undefined ? "*" : decodeURIComponent(to));
