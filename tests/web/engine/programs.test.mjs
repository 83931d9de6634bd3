// toCode: programs in four libraries. That they print the engine's numbers, the crate's own tests see by running them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { engine } from "../support/engine.mjs";
import { thrown } from "../support/thrown.mjs";

/** @import { DescentRun } from "../../../www/engine.js" */

/** @type {DescentRun} */
const descent = { loss: "x^2", start: { x: 1 }, optimizer: { name: "adam", learningRate: 0.1 }, steps: 3 };

test("a program begins with its library", () => {
  const subjects = [{ descent }, { expression: "sin(x) y", at: { x: 1, y: 2 } }];
  for (const subject of subjects) {
    assert.match(engine.toCode(subject, "pytorch"), /^import torch\n/);
    assert.match(engine.toCode(subject, "jax"), /^import jax\n/);
    assert.match(engine.toCode(subject, "numpy"), /^import numpy as np\n/);
    assert.match(engine.toCode(subject, "tensorflow"), /^(import numpy as np\n)?import tensorflow as tf\n/);
  }
  assert.match(engine.toCode({ descent }, "pytorch"), /torch\.optim\.Adam\(\[theta\], lr=0\.1, betas=\(0\.9, 0\.999\)/);
});

test("what there is no program for is refused", () => {
  const library = /** @type {"jax"} */ ("theano");
  assert.match(thrown(() => engine.toCode({ descent }, library)).message, /theano/);
  const nothing = /** @type {{ descent: DescentRun }} */ ({});
  assert.match(thrown(() => engine.toCode(nothing, "jax")).message, /subject must be a record with/);
  assert.match(thrown(() => engine.toCode({ descent: { ...descent, steps: -1 } }, "jax")).message, /subject\.descent\.steps/);
});
