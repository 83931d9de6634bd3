/**
 * <chain-network data="circles" layers="4" activation="tanh" seed="3"> … </chain-network>
 *
 * Shows      a small network that learns to tell two kinds of points apart: what it answers everywhere in the plane, what every
 *            hidden unit makes of it, the loss on the points it learns from and on others, and each layer's gradient.
 * Attributes data        xor circles moons spirals gaussians line (default circles)
 *            noise       by how much the points are off (default 0.1)
 *            layers      the units of each hidden layer, "8 8"; up to four layers of up to eight (default "4")
 *            activation  of the hidden units: relu leaky-relu sigmoid tanh softplus gelu silu linear (default tanh)
 *            optimizer   sgd momentum nesterov adagrad rmsprop adam adamw lion (default adam)
 *            rate        (default 0.03)
 *            batch       how many points a step takes; left out: all
 *            seed        of the points, the weights and the order (default 1)
 *            trained     steps made before anyone presses a button (default 20)
 * Properties state       where the training stands
 * Events     chain-network  { step, loss }   some steps were made
 * Fallback   the content inside.
 */
import { AttributeError, define } from "./element.js";
import { ChainPicture, fitted } from "./picture.js";
import { colours } from "./plot-parts.js";
import { drawRows } from "./descent-parts.js";
import { parts, writeLayers, writeStand } from "./network-parts.js";

/** @typedef {import("../engine.js").Engine} Engine */
/** @typedef {import("../engine.js").NetworkSpec} NetworkSpec */
/** @typedef {import("../engine.js").TrainingState} TrainingState */

const DATA = ["xor", "circles", "moons", "spirals", "gaussians", "line"];
const ACTIVATIONS = ["tanh", "relu", "leaky-relu", "sigmoid", "softplus", "gelu", "silu", "linear"];
const METHODS = ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw", "lion"];
const CHOICES = { data: DATA, activation: ACTIVATIONS, optimizer: METHODS };
const DEFAULTS = { data: "circles", activation: "tanh", optimizer: "adam" };

/** Points to learn from, and as many others. */
const POINTS = 120;
/** The surface is asked for at so many places in each direction. */
const GRID = 36;
const REACH = 1.4;
const VIEW = { left: -REACH, right: REACH, bottom: -REACH, top: REACH };
/** More steps than this in one sitting, and the oldest losses are forgotten. */
const REMEMBERED = 4000;

/** Every place of the grid, row by row from the bottom left. */
const PLACES = Array.from({ length: GRID * GRID }, (_, i) => {
  const along = (/** @type {number} */ k) => -REACH + (2 * REACH * k) / (GRID - 1);
  return [along(i % GRID), along(Math.floor(i / GRID))];
});

export class ChainNetwork extends ChainPicture {
  static observedAttributes = ["data", "noise", "layers", "activation", "optimizer", "rate", "batch", "seed", "trained"];

  /** @type {TrainingState | undefined} */
  state;
  /** @type {number[]} */
  losses = [];

  /** @type {ReturnType<typeof parts> | undefined} */
  #parts;
  /** @type {Engine | undefined} */
  #engine;
  #asked = "";
  /** @type {NetworkSpec | undefined} */
  #spec;
  /** @type {NetworkSpec["batch"] | undefined} */
  #others;
  /** @type {any} */
  #run;
  /** @type {number[]} */
  #norms = [];
  #diverged = false;
  #playing = 0;

  /** @param {Engine} engine */
  draw(engine) {
    this.#engine = engine;
    const asked = ChainNetwork.observedAttributes.map((name) => this.getAttribute(name)).join("|");
    if (asked !== this.#asked || !this.state) {
      this.#set(engine);
      this.#asked = asked;
      this.#rewind(this.#number("trained", 20, 0, 5000));
    }
    this.#build();
    this.paint(globalThis.devicePixelRatio || 1);
  }

  /** @param {"data" | "activation" | "optimizer"} name */
  #choice(name) {
    const value = this.getAttribute(name) ?? DEFAULTS[name];
    if (!CHOICES[name].includes(value)) throw new AttributeError(`${name}="${value}" is not known here: ${CHOICES[name].join(", ")} are.`);
    return value;
  }

  /** @param {string} name @param {number} standard @param {number} least @param {number} most */
  #number(name, standard, least, most) {
    const value = Number(this.getAttribute(name) ?? standard);
    if (!(value >= least && value <= most)) throw new AttributeError(`${name}="${this.getAttribute(name)}": write a number from ${least} to ${most}.`);
    return value;
  }

  /** @param {Engine} engine */
  #set(engine) {
    const [data, activation, optimizer] = [this.#choice("data"), this.#choice("activation"), this.#choice("optimizer")];
    const seed = this.#number("seed", 1, 0, 1e15);
    const noise = this.#number("noise", 0.1, 0, 1);
    const units = (this.getAttribute("layers") ?? "4").split(/[\s,]+/).filter(Boolean).map(Number);
    if (units.length > 4 || units.some((count) => !Number.isInteger(count) || count < 1 || count > 8)) {
      throw new AttributeError(`layers="${this.getAttribute("layers")}": write up to four numbers from 1 to 8, such as "8 8".`);
    }
    const batch = this.getAttribute("batch");
    const layers = /** @type {NetworkSpec["layers"]} */ ([...units.map((count) => ({ units: count, activation })), { units: 1, activation: "sigmoid" }]);
    this.#spec = { inputs: 2, layers, loss: "binary-cross-entropy", seed, batch: engine.dataset(data, { points: POINTS, noise, seed }) };
    this.#others = engine.dataset(data, { points: POINTS, noise, seed: seed + 1 });
    this.#run = {
      network: this.#spec, seed, optimizer: { name: optimizer, learningRate: this.#number("rate", 0.03, 1e-9, 1e9) },
      batching: batch ? { kind: "mini-batch", batchSize: this.#number("batch", 10, 1, POINTS) } : { kind: "batch" },
    };
  }

  /** @param {number} steps made at once */
  #rewind(steps) {
    this.state = undefined;
    this.losses = [];
    this.#diverged = false;
    this.#train(0);
    this.#train(steps);
  }

  /** @param {number} steps */
  #train(steps) {
    if (!this.#engine || this.#diverged) return;
    const result = this.#engine.train({ ...this.#run, steps, state: this.state });
    this.state = result.state;
    this.losses.push(...result.losses);
    this.losses.splice(0, this.losses.length - REMEMBERED);
    this.#norms = result.layerGradientNorms[result.layerGradientNorms.length - 1] ?? this.#norms;
    this.#diverged = result.status === "diverged";
    if (steps > 0) this.tell("chain-network", { step: result.state.step, loss: this.losses[this.losses.length - 1] });
  }

  forget() {
    super.forget();
    cancelAnimationFrame(this.#playing);
    this.#playing = 0;
    this.#parts = undefined;
  }

  #build() {
    if (this.#parts) return;
    const built = (this.#parts = parts(CHOICES));
    this.replaceChildren(built.figure);
    built.form.addEventListener("change", (event) => {
      const field = /** @type {HTMLInputElement} */ (event.target);
      const value = field.value.trim().replace(",", field.name === "rate" ? "." : " ");
      if (field.name === "batch" && value === "") this.removeAttribute("batch");
      else this.setAttribute(field.name, value);
    });
    built.form.addEventListener("submit", (event) => event.preventDefault());
    built.time.addEventListener("click", (event) => {
      const act = /** @type {Element} */ (event.target).closest("button")?.dataset.go;
      if (act === "play") this.#playing ? this.#stop() : this.#play();
      else if (act) this.#stop();
      if (act === "step") this.#train(1);
      if (act === "rewind") this.#rewind(0);
      if (act) this.repaint();
    });
    this.watch(built.stage);
  }

  #play() {
    const frame = () => {
      if (!this.isConnected || this.#diverged) return this.#stop();
      try {
        this.#train(4);
        this.paint(globalThis.devicePixelRatio || 1);
      } catch (error) {
        return this.complain(error);
      }
      this.#playing = requestAnimationFrame(frame);
    };
    this.#playing = requestAnimationFrame(frame);
  }

  #stop() {
    cancelAnimationFrame(this.#playing);
    this.#playing = 0;
    this.repaint();
  }

  /** @param {number} pixelRatio */
  paint(pixelRatio) {
    const [built, engine, spec, state] = [this.#parts, this.#engine, this.#spec, this.state];
    if (!built || !engine || !spec || !state || !this.#others) return;
    const style = getComputedStyle(this);
    const look = {
      pixelRatio, colors: { ...colours(this), above: style.getPropertyValue("--derivative").trim(), below: style.getPropertyValue("--f").trim() },
      fontSize: parseFloat(style.fontSize) * 0.75, fontFamily: style.getPropertyValue("--serif") || style.fontFamily,
    };
    const now = { ...spec, weights: state.weights, biases: state.biases };
    const everywhere = engine.network({ ...now, batch: { inputs: PLACES, targets: PLACES.map(() => [0]) } });
    const [here, others] = [engine.network(now), engine.network({ ...now, batch: this.#others })];
    const layers = everywhere.activations;
    const column = (/** @type {number[][]} */ rows, /** @type {number} */ unit) => ({ columns: GRID, values: Float64Array.from(rows, (row) => row[unit]) });
    if (fitted(built.canvas, built.stage, pixelRatio)) {
      const dot = (/** @type {number[]} */ at, /** @type {number} */ kind, /** @type {boolean} */ hollow) => ({ at, color: kind ? look.colors.above : look.colors.below, radius: hollow ? 3 : 4, hollow });
      engine.contour(built.canvas, {
        ...look, grid: column(layers[layers.length - 1], 0), view: VIEW, layers: ["heat", "lines", "axes"], middle: 0.5, levels: [0.5], variables: ["x", "y"],
        dots: [
          ...this.#others.inputs.map((at, i) => dot(at, /** @type {any} */ (this.#others).targets[i][0], true)),
          ...spec.batch.inputs.map((at, i) => dot(at, spec.batch.targets[i][0], false)),
        ],
      });
    }
    const maps = writeLayers(built, { spec, norms: this.#norms, activations: here.activations });
    maps.forEach(({ canvas, stage, layer, unit }) => {
      if (!fitted(canvas, stage, pixelRatio)) return;
      // No numbers stand beside it, so it needs no margin for them.
      engine.contour(canvas, { ...look, fontSize: 1, grid: column(layers[layer], unit), view: VIEW, equal: false, layers: ["heat"], middle: spec.layers[layer].activation === "sigmoid" ? 0.5 : 0, variables: ["x", "y"] });
    });
    if (this.losses.length > 1) drawRows(engine, built.losses, look, [style.getPropertyValue("--ink").trim()], this.losses.length - 1, this.losses.length - 1, [0, Math.max(...this.losses)], [this.losses]);
    writeStand(built, {
      attributes: { data: this.#choice("data"), activation: this.#choice("activation"), optimizer: this.#choice("optimizer"), layers: this.getAttribute("layers") ?? "4", rate: this.getAttribute("rate") ?? "0.03", batch: this.getAttribute("batch") ?? "" },
      step: state.step, playing: this.#playing !== 0, diverged: this.#diverged, train: here.value, test: others.value,
    });
  }
}

define("chain-network", ChainNetwork);
