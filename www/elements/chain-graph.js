/**
 * <chain-graph of="(2x+3)^2" at="x=1"> … </chain-graph>
 *
 * Shows      an expression as a computation graph that runs forward and back, one step at a time: every value, every local
 *            derivative in symbols and in numbers, the messages that roll back, and, for the variable chosen, the chain rule
 *            written out path by path, proved by four roads.
 * Attributes of     the expression; named pieces may stand in front: "u = 2x+3; y = u^2"
 *            at     "x=1": the values of the variables; one left out is 1
 *            network  in place of both: a small network as the engine's network() takes it, as JSON; the first sample of its batch
 *                   goes through it, and the chain rule of every layer stands below
 *            grain  "operations" (default): a node for each · "pieces": for each piece a person would name · "layers": for each
 *                   activation with the arithmetic under it
 *            step   how far the run has come, 0 before anything is computed; left out: it is finished
 *            node   the name of the node looked at (default: the first variable)
 *            check  with it, how differences depend on their step is open to be seen
 *            rate   with it, a step of descent is shown: 0.01
 * Properties graph, steps   what the engine said, and how many steps the run has
 * Events     chain-step  { step, steps }  step is undefined when the run is finished
 *            chain-select { node }        a name
 *            chain-grain { grain }
 * Fallback   the content inside.
 */
import { AttributeError, ChainElement, checkNames, define, readPoint, readWord } from "./element.js";
import { arrange, roll, TURN } from "./graph-layout.js";
import { links, nodeButton, onward, parts, writeNode } from "./graph-parts.js";
import { readNetwork, readRate, readStep } from "./graph-reading.js";
import { mathOf, variableName } from "./notation.js";
import { writeChain, writeLayers, writeProof, writeStory } from "./graph-words.js";

/** @typedef {import("../engine.js").Engine} Engine */
/** @typedef {import("./engine.js").Graph} Graph */
/** @typedef {import("./engine.js").Arrangement} Arrangement */

/** A graph of more nodes than this is not drawn. */
const MOST = 300;
const GRAINS = /** @type {const} */ (["operations", "pieces", "layers"]);

export class ChainGraph extends ChainElement {
  static observedAttributes = ["of", "at", "network", "grain", "step", "node", "rate", "check"];

  /** @type {Graph | undefined} */
  graph;
  /** The steps of a whole run. */
  steps = 0;

  /** @type {ReturnType<typeof parts> | undefined} */
  #parts;
  /** @type {Engine | undefined} */
  #engine;
  #subject = "";
  /** @type {Record<string, number>} */
  #at = {};
  /** Nodes in the order in which the run computes them: forward, then back. @type {{ node: number, back: boolean }[]} */
  #order = [];
  /** @type {HTMLButtonElement[]} */
  #buttons = [];
  /** @type {ReturnType<typeof links> | undefined} */
  #links;
  /** @type {Arrangement | undefined} */
  #drawn;
  #laidOut = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #playing;
  /** @type {ResizeObserver | undefined} */
  #size;
  #came = 0;

  connectedCallback() {
    super.connectedCallback();
    document.fonts?.ready.then(() => this.#resized(true));
  }

  disconnectedCallback() {
    this.#pause();
    this.#size?.disconnect();
    this.#size = undefined;
    this.#parts = undefined;
  }

  /** @param {Engine} engine */
  draw(engine) {
    const network = this.getAttribute("network");
    this.#written = network === null ? undefined : engine.writtenNetwork(readNetwork(network));
    const of = this.#text;
    this.#engine = engine;
    const grain = readWord("grain", this.getAttribute("grain"), GRAINS);
    const step = readStep(this.getAttribute("step"));
    const rate = readRate(this.getAttribute("rate"));
    const given = this.#written?.at ?? readPoint(this.getAttribute("at"));
    const subject = JSON.stringify([of, given, grain, rate]);
    /** @param {(typeof GRAINS)[number]} grain */
    const drawn = (grain) => engine.graph(of, given, { pieces: grain === "pieces", layers: grain === "layers", rate, otherwise: 1 });
    if (subject !== this.#subject || !this.#parts) {
      const graph = drawn(grain);
      const { nodes, backward } = graph.trace;
      if (nodes.length > MOST) throw new AttributeError(tooMany(nodes.length, GRAINS.slice(GRAINS.indexOf(grain) + 1).find((coarser) => drawn(coarser).trace.nodes.length <= MOST)));
      checkNames(Object.keys(given), Object.keys(graph.at));
      this.graph = graph;
      this.#at = graph.at;
      this.#subject = subject;
      this.#order = [
        ...nodes.filter((node) => node.op !== "variable").map(({ id }) => ({ node: id, back: false })),
        ...backward.map((id) => ({ node: id, back: true })),
      ];
      this.steps = this.#order.length;
      this.#build();
      this.#came = step === undefined ? this.steps : Math.min(step, this.steps);
    }
    // One that was chosen when more of them were shown waits until they are again.
    const [wanted, here] = [this.getAttribute("node"), (/** @type {Graph} */ graph) => graph.trace.nodes.map(({ name }) => name)];
    if (wanted && !here(/** @type {Graph} */ (this.graph)).includes(wanted)) readWord("node", wanted, here(drawn("operations")));
    const parts = this.#build();
    for (const button of parts.grain.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.dataset.grain === grain));
    this.#show(step === undefined ? this.steps : Math.min(step, this.steps));
  }

  /** @type {ReturnType<Engine["writtenNetwork"]> | undefined} */
  #written;

  get #text() {
    return this.#written?.text ?? this.needed("of");
  }

  /** @param {unknown} error */
  complain(error) {
    this.#pause();
    this.#size?.disconnect();
    this.#size = undefined;
    this.#parts = undefined;
    this.#subject = "";
    super.complain(error);
  }

  // ── Building ────────────────────────────────────────────────────────────────────────────────

  #build() {
    if (this.#parts) {
      if (this.#buttons.length > 0 && this.#builtFor === this.#subject) return this.#parts;
    } else {
      this.#parts = parts();
      this.replaceChildren(this.#parts.whole);
      this.#listen(this.#parts);
      this.#size = new ResizeObserver(() => this.#resized(false));
      this.#size.observe(this.#parts.stage);
    }
    const { sheet } = this.#parts;
    const graph = /** @type {Graph} */ (this.graph);
    this.#builtFor = this.#subject;
    this.#links = links(graph);
    this.#buttons = graph.trace.nodes.map((node) => nodeButton(node));
    sheet.replaceChildren(this.#links.svg, ...this.#links.labels, ...this.#buttons);
    this.#laidOut = "";
    return this.#parts;
  }

  #builtFor = "";

  /** @param {ReturnType<typeof parts>} built */
  #listen(built) {
    built.controls.addEventListener("click", (event) => {
      const { act, grain } = /** @type {Element} */ (event.target).closest("button")?.dataset ?? {};
      if (act === "play") return this.#playing ? this.#pause() : this.#play();
      if (act === undefined && grain === undefined) return;
      this.#pause();
      if (grain !== undefined) {
        this.setAttribute("grain", grain);
        this.removeAttribute("step");
        return this.tell("chain-grain", { grain });
      }
      const now = this.#came;
      this.#go({ reset: 0, back: now - 1, step: now + 1, finish: this.steps }[act ?? ""] ?? now);
    });
    built.sheet.addEventListener("click", (event) => {
      const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest(".node"));
      if (button) this.#select(Number(button.dataset.id));
    });
    built.sheet.addEventListener("keydown", (event) => this.#walk(event));
    built.sheet.addEventListener("focusin", (event) => {
      const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest(".node"));
      if (button) for (const other of this.#buttons) other.tabIndex = other === button ? 0 : -1;
    });
    for (const type of ["pointerover", "focusin"]) {
      built.chain.addEventListener(type, (event) => {
        const row = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-path]"));
        this.#light(row ? Number(row.dataset.path) : undefined);
      });
    }
    for (const type of ["pointerleave", "focusout"]) built.chain.addEventListener(type, () => this.#light(undefined));
  }

  // ── Moving through the run ──────────────────────────────────────────────────────────────────

  /** @param {number} step */
  #go(step) {
    const to = Math.max(0, Math.min(this.steps, step));
    if (to === this.steps) this.removeAttribute("step");
    else this.setAttribute("step", String(to));
    this.tell("chain-step", { step: to === this.steps ? undefined : to, steps: this.steps });
  }

  #play() {
    const parts = this.#parts;
    if (!parts) return;
    if (this.#came === this.steps) this.#go(0);
    const pace = this.steps > 40 ? 350 : this.steps > 20 ? 650 : 1000;
    const next = () => {
      this.#playing = undefined;
      if (!this.isConnected || this.#came === this.steps) return this.#pause();
      this.#go(this.#came + 1);
      this.#playing = setTimeout(next, pace);
    };
    this.#playing = setTimeout(next, 250);
    parts.play.textContent = "Pause";
  }

  #pause() {
    clearTimeout(this.#playing);
    this.#playing = undefined;
    if (this.#parts) this.#parts.play.textContent = "Play";
  }

  /** @param {number} node */
  #select(node) {
    const name = this.graph?.trace.nodes[node]?.name;
    if (name === undefined) return;
    if (this.getAttribute("node") === name) this.#show(this.#came);
    else this.setAttribute("node", name);
    this.tell("chain-select", { node: name });
  }

  /** Arrow keys follow the links, or go through the nodes in order. @param {KeyboardEvent} event */
  #walk(event) {
    const here = this.#buttons.indexOf(/** @type {HTMLButtonElement} */ (event.target));
    const graph = this.graph;
    if (here < 0 || !graph || event.ctrlKey || event.metaKey || event.altKey) return;
    const { edges, nodes } = graph.trace;
    const down = this.#parts?.stage.hasAttribute("data-down");
    /** @type {Record<string, number | undefined>} */
    const keys = {
      [down ? "ArrowUp" : "ArrowLeft"]: nodes[here].inputs[0],
      [down ? "ArrowDown" : "ArrowRight"]: edges.find((edge) => edge.from === here)?.to,
      [down ? "ArrowLeft" : "ArrowUp"]: here - 1,
      [down ? "ArrowRight" : "ArrowDown"]: here + 1,
      Home: 0,
      End: nodes.length - 1,
    };
    if (!(event.key in keys)) return;
    event.preventDefault();
    const to = keys[event.key];
    if (to !== undefined) this.#buttons[to]?.focus();
  }

  // ── Showing ─────────────────────────────────────────────────────────────────────────────────

  /** @param {number} step */
  #show(step) {
    const { graph, steps } = this;
    const built = this.#parts;
    if (!graph || !built || !this.#links) return;
    this.#arrange(false);
    const before = this.#came;
    this.#came = step;
    const { nodes, edges, chains } = graph.trace;
    const done = this.#order.slice(0, step);
    const valued = new Set(done.filter(({ back }) => !back).map(({ node }) => node));
    const finished = new Set(done.filter(({ back }) => back).map(({ node }) => node));
    for (const node of nodes) if (node.op === "variable") valued.add(node.id);

    const now = step === steps ? undefined : done.at(-1);
    // The step just taken, the last one included: its numbers roll, and it is what is told.
    const taken = step === before + 1 ? done.at(-1) : undefined;
    const wanted = this.getAttribute("node");
    const chosen = nodes.find(({ name }) => name === wanted) ?? nodes.find(({ name }) => name === chains[0]?.variable) ?? nodes[0];
    const running = step < steps;
    for (const [id, button] of this.#buttons.entries()) {
      writeNode(button, nodes[id], {
        output: nodes[nodes.length - 1].name,
        value: valued.has(id), gradient: finished.has(id),
        now: now?.node === id, chosen: !running && chosen.id === id,
      });
    }
    if (!this.#buttons.some((button) => button.tabIndex === 0)) this.#buttons[0].tabIndex = 0;
    for (const [i, edge] of edges.entries()) {
      this.#links.write(i, {
        local: valued.has(edge.to),
        message: finished.has(edge.from) ? edge.message : undefined,
        now: now !== undefined && (now.back ? edge.from === now.node : edge.to === now.node),
      });
    }
    built.back.disabled = built.reset.disabled = step === 0;
    built.step.disabled = built.finish.disabled = step === steps;
    built.key.replaceChildren("In a node its value, and ∂: how ", mathOf(variableName(nodes[nodes.length - 1].name)), " moves with it. On a link the local derivative.");
    built.counter.textContent = running ? `${step} of ${steps}` : "";
    writeStory(built.story, graph, running ? now : (taken ?? { node: chosen.id, back: true }), step === 0, taken ? TURN : 0);
    this.#reach = running ? new Set() : onward(edges, chosen.id);
    this.#light(undefined);
    if (taken && this.#drawn) roll(built.sheet, graph, this.#drawn, taken);

    const chain = chains.find(({ variable }) => variable === chosen.name);
    built.below.hidden = running || !chain;
    writeLayers(built.layers, running ? undefined : this.#written);
    if (!running && chain && this.#engine) {
      writeChain(built.chain, graph, chain, readRate(this.getAttribute("rate")));
      writeProof(built.proof, this.#engine, this.#text, this.#at, chain.variable, graph, this.hasAttribute("check"));
    }
  }

  /** The links that lead on from the node looked at. @type {Set<number>} */
  #reach = new Set();

  /** Lights up one path of the chosen variable, or all. @param {number | undefined} path */
  #light(path) {
    const built = this.#parts;
    const graph = this.graph;
    if (!built || !graph || !this.#links) return;
    const variable = built.chain.dataset.variable;
    const paths = graph.trace.chains.find((chain) => chain.variable === variable)?.paths;
    const lit = path === undefined ? this.#reach : new Set(paths?.[path]?.edges);
    this.#links.light(lit);
    const touched = new Set([...lit].flatMap((edge) => [graph.trace.edges[edge].from, graph.trace.edges[edge].to]));
    for (const [id, button] of this.#buttons.entries()) button.classList.toggle("lit", touched.has(id));
  }

  // ── Layout ──────────────────────────────────────────────────────────────────────────────────

  /** @param {boolean} anew */
  #resized(anew) {
    if (this.#arrange(anew)) this.#show(this.#came);
  }

  /**
   * Places everything anew where the room or the graph is another.
   * @param {boolean} anew
   * @returns {boolean} whether there was anything to do: then the numbers of the present step are to be written again
   */
  #arrange(anew) {
    if (!this.#parts || !this.graph || !this.#engine || !this.#links) return false;
    const key = `${this.#parts.stage.clientWidth} ${this.#subject}`;
    if (!anew && key === this.#laidOut) return false;
    const drawn = arrange(this.#engine, this.#parts, this.graph, this.#buttons, this.#links);
    if (!drawn) return false;
    this.#laidOut = key;
    this.#drawn = drawn;
    return true;
  }
}

/** What to do about a graph that nobody could read. @param {number} nodes @param {string | undefined} coarser what it may be folded into */
const tooMany = (nodes, coarser) =>
  `This graph has ${nodes} nodes, and ${MOST} are as many as anybody can read. ` + (coarser ? `Fold it into ${coarser} (grain="${coarser}"), or look at a part of it.` : "Look at a part of it.");

define("chain-graph", ChainGraph);
