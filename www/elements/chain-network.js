/**
 * <chain-network data="circles" layers="4" activation="tanh" seed="3"> … </chain-network>
 *
 * Shows      a small network that learns to tell two kinds of points apart: what it answers everywhere in the plane, what every
 *            hidden unit makes of it, the loss on the points it learns from and on others, each layer's gradient and what ails it;
 *            a unit pressed shows its weights, which can be changed; a point pressed, its way through the network as a graph.
 * Attributes data        xor circles moons spirals gaussians line formula csv (default circles)
 *            boundary    with data="formula": y > sin(3x); a comparison, a curve y = …, or what is positive on one side
 *            csv         with data="csv": rows of two numbers and a kind
 *            noise       by how much the points are off (default 0.1)
 *            layers      the units of each hidden layer, "8 8"; up to four layers of up to eight (default "4"), or "none"
 *            activation  of the hidden units: relu leaky-relu sigmoid tanh softplus gelu silu linear (default tanh)
 *            loss        binary-cross-entropy (default) · mse · cross-entropy, of two logits
 *            optimizer   sgd momentum nesterov adagrad rmsprop adam adamw lion (default adam)
 *            rate        (default 0.03); another one in the middle of a training goes on from there
 *            batch       how many points a step takes: 1, 10, or left out: all
 *            pace        steps made for a frame: 1 4 16 64 (default 4)
 *            seed        of the points, the weights and the order (default 1)
 *            trained     steps made before anyone presses a button (default 20)
 * Properties state       where the training stands
 *            spec        the network with its points, and the weights as they are now
 *            run         how it is trained
 * Events     chain-network  { step, loss }   some steps were made
 * Fallback   the content inside.
 */
import "./chain-graph.js";
import { define, sentence } from "./element.js";
import { refreshWeights, trace, weightFields } from "./network-look.js";
import { buildLayers, byLabel, parts, writeLayers, writeStand } from "./network-parts.js";
import { drawLosses, drawMoving, drawStill, nearest, withMoment } from "./network-picture.js";
import { CHOICES, epoch, readChoice, readNumber, readSettings, settings } from "./network-settings.js";
import { ChainPicture } from "./picture.js";

/** @typedef {import("../engine.js").Engine} Engine */
/** @typedef {import("../engine.js").NetworkSpec} NetworkSpec */
/** @typedef {import("../engine.js").TrainingRun} TrainingRun */
/** @typedef {import("../engine.js").TrainingState} TrainingState */
/** @typedef {import("./engine.js").Survey} Survey */
/** @typedef {import("./network-data.js").Data} Data */
/** @typedef {import("./network-picture.js").Moment} Moment */

/** The plane is asked at so many places in each direction. */
const COLUMNS = 48;
const REACH = 1.4;
const VIEW = { left: -REACH, right: REACH, bottom: -REACH, top: REACH };
/** Milliseconds of a frame that training may take. */
const SHARE = 8;
/** Words and losses are written in every so many frames: nobody reads faster. */
const UNREAD = 6;
/** Steps made before the first picture; more are made before one's eyes. */
const AT_ONCE = 200;
/** Looks at the losses on the way there. */
const LOOKS = 10;
/** Of a long training. */
const LONG = 1000;
/** Runs of steps that can be taken back. */
const PAST = 300;

export class ChainNetwork extends ChainPicture {
  static observedAttributes = ["data", "boundary", "csv", "noise", "layers", "activation", "loss", "optimizer", "rate", "batch", "pace", "seed", "trained"];

  /** @type {TrainingState | undefined} */
  state;
  /** @type {Moment[]} */
  moments = [];
  /** @type {Survey | undefined} */
  survey;

  /** @type {ReturnType<typeof parts> | undefined} */
  #parts;
  /** @type {Engine | undefined} */
  #engine;
  #asked = "";
  /** What was asked for besides the rate, and the steps made before anyone pressed a button. */
  #lasting = "";
  #begun = 0;
  /** What is wrong with what was typed; the picture stays that of before. */
  #trouble = "";
  /** @type {NetworkSpec | undefined} */
  #spec;
  /** @type {Data | undefined} */
  #data;
  /** @type {Omit<TrainingRun, "steps"> | undefined} */
  #run;
  #diverged = false;
  /** Before each run of steps: where the training stood, and how it went on. @type {{ state: TrainingState, run: Omit<TrainingRun, "steps"> }[]} */
  #past = [];
  #playing = 0;
  /** A long training ends here, and began there. */
  #goal = Infinity;
  #from = 0;
  #frames = 0;
  /** Steps that fit into a frame, where they are slow. */
  #fitting = 64;
  /** @type {HTMLCanvasElement[]} */
  #maps = [];
  /** @type {import("./network-picture.js").Shown | undefined} */
  #shown;
  /** What the still part of the picture was drawn for. */
  #still = "";
  /** @type {{ layer: number, unit: number } | undefined} */
  #unit;
  /** @type {number | undefined} */
  #point;
  #traced = "";

  /** The network with its points, and the weights as they are now. @returns {NetworkSpec | undefined} */
  get spec() {
    return this.#spec && this.state && { ...this.#spec, weights: this.state.weights, biases: this.state.biases };
  }

  /** How it is trained. */
  get run() {
    return this.#run;
  }

  /** @param {Engine} engine */
  draw(engine) {
    this.#engine = engine;
    const asked = this.#asks("pace");
    if (asked !== this.#asked || !this.state || !CHOICES.pace.includes(this.getAttribute("pace") ?? CHOICES.pace[0])) {
      // Fields stay where they are while a table or a boundary is being typed: what is wrong is said below them.
      const goesOn = this.#goesOn;
      try {
        if (goesOn) this.#run = readSettings(engine, this.#written).run;
        else this.#set(engine);
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        if (!this.#parts) {
          // A link has no room for a long table: there must be a field to paste it into.
          if (!["formula", "csv"].includes(this.getAttribute("data") ?? "")) throw error;
          this.#set(engine, CHOICES.data[0]);
          this.#rewind(0);
          this.#build();
        }
        this.#halt();
        this.#asked = "";
        this.#trouble = byLabel(sentence(error));
        this.paint(globalThis.devicePixelRatio || 1);
        return;
      }
      this.#trouble = "";
      this.#asked = asked;
      if (!goesOn) {
        const trained = readNumber(this.#written, "trained", "20", 0, 5000);
        this.#lasting = this.#asks("pace", "rate");
        this.#begun = trained;
        this.#rewind(Math.min(trained, AT_ONCE));
        if (trained > AT_ONCE) this.#play(trained);
      }
    }
    this.#build();
    this.paint(globalThis.devicePixelRatio || 1);
  }

  /** What the attributes ask for, but for some of them. @param {...string} without */
  #asks(...without) {
    return ChainNetwork.observedAttributes.filter((name) => !without.includes(name)).map((name) => this.getAttribute(name)).join("|");
  }

  /** Who has trained for a while goes on with another rate, as one does; every other setting begins anew. */
  get #goesOn() {
    return this.#lasting === this.#asks("pace", "rate") && !this.#diverged && (this.state?.step ?? 0) > this.#begun;
  }

  /** @param {string} name */
  #written = (name) => this.getAttribute(name);

  /** @param {Engine} engine @param {string} [data] in place of the one asked for */
  #set(engine, data) {
    const { run, gathered } = readSettings(engine, this.#written, data);
    this.#data = gathered;
    this.#spec = run.network;
    this.#run = run;
    this.#still = "";
    this.#unit = this.#point = undefined;
  }

  /** @param {number} steps made at once */
  #rewind(steps) {
    this.#halt();
    this.state = undefined;
    this.#past = [];
    this.moments = [];
    this.#diverged = false;
    this.#train(0);
    this.#look();
    // A few looks on the way: the losses have a course from the first frame on.
    for (let done = 0; done < steps; ) {
      const piece = Math.min(Math.ceil(steps / LOOKS), steps - done);
      this.#train(piece);
      this.#look();
      done += piece;
    }
  }

  /** @param {number} steps */
  #train(steps) {
    if (!this.#engine || !this.#run || this.#diverged) return;
    if (steps > 0 && this.state) this.#past = [...this.#past.slice(1 - PAST), { state: this.state, run: this.#run }];
    const result = this.#engine.train({ ...this.#run, steps, state: this.state });
    this.state = result.state;
    this.#diverged = result.status === "diverged";
    this.survey = undefined;
    if (steps > 0) this.tell("chain-network", { step: result.state.step, loss: result.losses[result.losses.length - 1] });
  }

  /** One step back: the last state known before it, and the same steps from there. */
  #back() {
    const [step, run] = [(this.state?.step ?? 0) - 1, this.#run];
    const before = this.#past.findLastIndex(({ state }) => state.step <= step);
    if (before < 0) return;
    ({ state: this.state, run: this.#run } = this.#past[before]);
    this.#past.length = before;
    this.#diverged = false;
    this.survey = undefined;
    this.moments = this.moments.filter((moment) => moment.step < step);
    if (this.state.step < step) this.#train(step - this.state.step);
    this.#run = run;
  }

  /** What the network makes of the plane as it is now. */
  #look() {
    const [engine, network] = [this.#engine, this.spec];
    if (this.survey || !engine || !network || !this.state) return;
    const { colors } = this.#colours();
    this.survey = engine.survey({ network, others: this.#data?.test, view: this.#shown?.view ?? VIEW, columns: COLUMNS, colors });
    const { loss, otherLoss } = this.survey;
    this.moments = withMoment(this.moments, { step: this.state.step, loss, other: otherLoss ?? NaN });
  }

  /** Outer and inner colours tell the kinds apart. */
  #colours() {
    const look = this.look;
    return { ...look, colors: { ...look.colors, above: look.colors.derivative, below: look.colors.f } };
  }

  forget() {
    super.forget();
    this.#halt();
    this.#parts = undefined;
    this.#still = "";
  }

  #build() {
    const spec = /** @type {NetworkSpec} */ (this.#spec);
    if (!this.#parts) {
      const built = (this.#parts = parts(CHOICES));
      this.replaceChildren(built.figure);
      this.#listen(built);
      this.watch(built.stage);
    }
    this.#maps = buildLayers(this.#parts, spec);
  }

  /** @param {ReturnType<typeof parts>} built */
  #listen(built) {
    built.form.addEventListener("change", (event) => {
      const { name, value } = /** @type {HTMLInputElement} */ (event.target);
      const tidy = name === "csv" ? value : value.trim().replace(",", name === "layers" ? " " : name === "boundary" ? "," : ".");
      if (name === "batch" && value === "all") this.removeAttribute("batch");
      else this.setAttribute(name, tidy);
    });
    built.form.addEventListener("submit", (event) => event.preventDefault());
    built.time.addEventListener("click", (event) => {
      const act = /** @type {Element} */ (event.target).closest("button")?.dataset.go;
      if (!act) return;
      const playing = this.#playing !== 0;
      this.#stop();
      if (act === "play" && !playing) this.#play(Infinity);
      if (act === "back") this.#back();
      if (act === "step") this.#train(1);
      if (act === "epoch") this.#train(this.#run ? epoch(this.#run) : 1);
      if (act === "long") this.#play((this.state?.step ?? 0) + LONG);
      if (act === "rewind") this.#rewind(0);
      if (act === "point") this.#choose(this.#point === undefined ? 0 : undefined);
      this.repaint();
    });
    built.layers.addEventListener("click", (event) => {
      const written = /** @type {Element} */ (event.target).closest("button")?.dataset.unit;
      if (!written) return;
      const [layer, unit] = written.split(" ").map(Number);
      const same = this.#unit?.layer === layer && this.#unit.unit === unit;
      this.#unit = same ? undefined : { layer, unit };
      this.#traced = "";
      this.repaint();
    });
    built.stage.addEventListener("click", (event) => {
      if (!this.#shown || !this.#data) return;
      const box = built.stage.getBoundingClientRect();
      const pressed = nearest(this.#shown, this.#data.train.inputs, event.clientX - box.left, event.clientY - box.top);
      this.#choose(pressed !== this.#point ? pressed : undefined);
    });
    built.look.addEventListener("input", (event) => {
      const field = /** @type {HTMLInputElement} */ (event.target);
      if (field.type === "range") this.#choose(Number(field.value));
    });
    built.look.addEventListener("change", (event) => {
      const field = /** @type {HTMLInputElement} */ (event.target);
      if (field.dataset.weight !== undefined) this.#setWeight(field);
    });
  }

  /** @param {number | undefined} point */
  #choose(point) {
    this.#point = point;
    this.#still = this.#traced = "";
    this.repaint();
  }

  /** @param {HTMLInputElement} field */
  #setWeight(field) {
    const [value, chosen, state] = [Number(field.value.replace("−", "-").replace(",", ".")), this.#unit, this.state];
    field.setCustomValidity(field.value.trim() !== "" && Number.isFinite(value) ? "" : "Write a number.");
    if (!field.reportValidity() || !chosen || !state) return;
    const { layer, unit } = chosen;
    this.state = { ...state, weights: structuredClone(state.weights), biases: structuredClone(state.biases) };
    if (field.dataset.weight === "bias") this.state.biases[layer][unit] = value;
    else this.state.weights[layer][unit][Number(field.dataset.weight)] = value;
    this.survey = undefined;
    this.#diverged = false;
    this.#traced = "";
    this.repaint();
  }

  /** Trains before one's eyes: at its pace, or up to a step as fast as frames allow. @param {number} goal */
  #play(goal) {
    this.#goal = goal;
    this.#from = this.state?.step ?? 0;
    const frame = () => {
      if (!this.isConnected || this.#diverged || (this.state?.step ?? 0) >= this.#goal) return this.#stop();
      try {
        this.#onward();
        this.#frames += 1;
        this.paint(globalThis.devicePixelRatio || 1);
      } catch (error) {
        return this.complain(error);
      }
      this.#playing = requestAnimationFrame(frame);
    };
    this.#playing = requestAnimationFrame(frame);
  }

  /** The steps of one frame: as many as asked for, or, on the way to a goal, as fit. */
  #onward() {
    const long = Number.isFinite(this.#goal);
    const left = this.#goal - (this.state?.step ?? 0);
    const steps = Math.min(long ? this.#fitting : Number(readChoice(this.#written, "pace")), this.#fitting, left);
    const start = performance.now();
    this.#train(Math.max(1, steps));
    const took = performance.now() - start;
    if (took > SHARE) this.#fitting = Math.max(1, this.#fitting >> 1);
    else if (took < SHARE / 3 && steps >= this.#fitting) this.#fitting = Math.min(512, this.#fitting * 2);
  }

  #halt() {
    cancelAnimationFrame(this.#playing);
    this.#playing = 0;
    this.#goal = Infinity;
  }

  #stop() {
    this.#halt();
    this.repaint();
  }

  /** @param {number} pixelRatio */
  paint(pixelRatio) {
    const [built, engine, spec, state, data] = [this.#parts, this.#engine, this.#spec, this.state, this.#data];
    if (!built || !engine || !spec || !state || !data) return;
    const look = { ...this.#colours(), pixelRatio };
    const still = [built.stage.clientWidth, built.stage.clientHeight, pixelRatio, Object.values(look.colors).join()].join("|");
    const blank = still !== this.#still;
    if (blank) {
      this.#shown = drawStill(engine, built, look, VIEW, data, this.#point);
      this.#still = still;
      // Its maps have the colours in them, and cover what the picture shows: the view, widened to one scale for both directions.
      this.survey = undefined;
    }
    this.#look();
    const survey = this.survey;
    if (!survey || !this.#shown) return;
    drawMoving(built, survey, COLUMNS, this.#maps, this.#shown, look, blank);
    if (this.#playing && this.#frames % UNREAD !== 0) return;
    drawLosses(engine, built.losses, look, this.moments);
    writeLayers(built, survey);
    writeStand(built, {
      values: settings(this.#written),
      note: this.#trouble || data.said, wrong: this.#trouble !== "", step: state.step, back: this.#past.length > 0, playing: this.#playing !== 0, goal: this.#goal, from: this.#from, diverged: this.#diverged, survey,
    });
    this.#writeLook(built, spec, state, data);
  }

  /** @param {ReturnType<typeof parts>} built @param {NetworkSpec} spec @param {TrainingState} state @param {Data} data */
  #writeLook({ look, layers }, spec, state, data) {
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (layers.querySelectorAll("[data-unit]"))) {
      button.setAttribute("aria-pressed", String(this.#unit !== undefined && button.dataset.unit === `${this.#unit.layer} ${this.#unit.unit}`));
    }
    const now = `${state.step}|${this.#unit?.layer}.${this.#unit?.unit}|${this.#point}`;
    const weights = look.querySelector(".weights");
    if (this.#playing && (this.#point !== undefined || weights)) {
      if (weights && this.#unit) refreshWeights(weights, state, this.#unit);
      return;
    }
    if (now === this.#traced) return;
    this.#traced = now;
    const focused = /** @type {HTMLInputElement | null} */ (look.contains(document.activeElement) ? document.activeElement : null);
    const children = [];
    if (this.#unit) children.push(weightFields(spec, state, this.#unit, data.names));
    if (this.#point !== undefined) children.push(trace(/** @type {Engine} */ (this.#engine), spec, state, data, this.#point));
    look.replaceChildren(...children);
    // The same field again, so that a key goes on where it was.
    const again = focused && (focused.type === "range" ? look.querySelector("input[type=range]") : look.querySelector(`[data-weight="${focused.dataset.weight}"]`));
    if (again) /** @type {HTMLElement} */ (again).focus({ preventScroll: true });
  }
}

define("chain-network", ChainNetwork);
