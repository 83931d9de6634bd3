/** What the engine offers the page beyond its public contract. */
import type { BackpropTrace, Formula, NetworkSpec, Point, Reading } from "../engine.js";

declare module "../engine.js" {
  interface EngineError {
    /** Text to put in place of a span; put in, the whole can be read. */
    repair?: { span: { start: number; end: number }; text: string };
  }
  interface Step {
    /** The rule filled in, its smaller derivatives still to be taken: a line between before and after. */
    pending?: Formula;
    /** The explanation for typesetting: words and formulas (as text) in turn, words first. */
    pieces?: string[];
  }
  interface DescentRun {
    /** Go on from here: `state` of an earlier piece, whose last point is the start of this one. */
    state?: Standing;
  }
  interface Trajectory {
    state: Standing;
    /** What each update really added to the point. */
    steps: number[][];
    /** The memory corrected for having started at 0, where the method does so. */
    corrected: Record<string, number[]>[];
    /** What is to be said of a run that does not go well. */
    explanation?: { kind: string; message: string; rate?: number; limit?: number; curvature?: number; suggested?: number; at?: number[] };
  }
  interface Engine {
    /** name: that in front, where it is one of the expression itself: g of "g(t) = t^2", none of "y′ = 2x". */
    parse(text: string): { formula: Formula; name?: string; variables: string[]; functions: string[]; readings: Reading[] };
    /** A computation graph for a page that draws it: `backprop` with single operations, whole pieces or layers as nodes, and a step against the gradient. otherwise: the value of variables that have none in `at`. */
    graph(text: string, at: Point, options?: { pieces?: boolean; layers?: boolean; rate?: number; otherwise?: number }): Graph;
    /** A small network (up to 9 units a layer) and the first sample of its batch as an expression with named pieces, for `graph`. */
    writtenNetwork(spec: import("../engine.js").NetworkSpec): { text: string; at: Point; chains: Formula[]; layerGradientNorms: number[] };
    /** Where the boxes (width, height each) and links (from, to, width and height of the label each) of a graph go. */
    arrange(boxes: Float64Array, links: Float64Array, down: boolean, room?: number): Arrangement;
    /** How far off central differences are with steps of 1, 0.1 … 10⁻¹⁵. */
    differences(text: string, at: Point, variable: string): Differences;
    /** As sample, with the slopes at the same places: values and slopes, in one pass. */
    sampleSlopes(text: string, variable: string, xs: Float64Array, at?: Point): [Float64Array, Float64Array];
    /** What a student answers who makes this mistake wherever it applies, and is otherwise right; null where it does not. */
    slip(problem: import("../engine.js").Problem, mistake: string): Formula | null;
    /** What a page shows of a network of two inputs: losses, how its layers fare, the border, a map for each unit. */
    survey(spec: SurveySpec): Survey;
    /** Draws axes and curves on a canvas whose width and height are already set in device pixels. */
    plot(canvas: HTMLCanvasElement, spec: PlotSpec): Plotted;
    /** The same picture as an SVG document of this size in CSS pixels. */
    plotSvg(spec: PlotSpec, width: number, height: number): string;
    /** Draws a surface from above, and what lies on it, on a canvas whose width and height are already set in device pixels. */
    contour(canvas: HTMLCanvasElement, spec: ContourSpec): Contoured;
    /** The same picture as an SVG document of this size in CSS pixels. */
    contourSvg(spec: ContourSpec, width: number, height: number): string;
  }
}

export type Curve = "f" | "derivative" | "second" | "tangent" | "secant";
export interface View { left: number; right: number; bottom: number; top: number }

export interface PlotSpec {
  text: string;
  variable?: string;
  /** Values of the other variables. */
  at?: Record<string, number>;
  curves: Curve[];
  /** Where the tangent touches. */
  point?: number;
  /** Where the secant from there meets the curve again. */
  to?: number;
  /** Left out: chosen to suit the curve. */
  view?: { left: number; right: number; bottom?: number; top?: number };
  pixelRatio: number;
  /** CSS hex. */
  colors: Record<"ink" | "paper" | "hairline" | Exclude<Curve, "secant">, string>;
  /** CSS pixels. */
  fontSize: number;
  fontFamily: string;
  /** What these are called in the picture. */
  names?: Partial<Record<Curve, string>>;
}

export interface Plotted {
  view: View;
  /** The plotting area in CSS pixels on the canvas. */
  frame: { left: number; top: number; width: number; height: number };
  /** At the point. */
  value?: number;
  slope?: number;
  /** The other end of the secant, and the slope from the point to there: NaN where both are one. */
  secant?: { x: number; value: number; slope: number };
  /** A sentence or two for those who do not see the picture. */
  description: string;
  table: { x: number; f: number; derivative: number }[];
  points: { kind: "root" | "maximum" | "minimum" | "inflection" | "kink" | "pole"; x: number; y: number }[];
}

export type Layer = "heat" | "lines" | "gradient" | "field" | "axes";

export interface ContourSpec {
  /** A function of two variables … */
  text?: string;
  /** … or numbers over the whole view, row by row from the bottom left (then `view` must be there). NaN where there is none. */
  grid?: { columns: number; values: Float64Array | number[] };
  /** The one to the right and the one upward. Left out: the function's first two. */
  variables?: string[];
  /** Where the gradient is shown, and the values of the other variables. */
  at?: Record<string, number>;
  /** Left out: chosen to suit. */
  view?: View;
  /** One scale in both directions, for which the view grows (default true): only then is the gradient at right angles to the lines. */
  equal?: boolean;
  /** Default: heat, lines, gradient, axes. Empty: only paths and dots, on nothing, to lie over another canvas with the same view and size. */
  layers?: Layer[];
  /** Heights that get a line; left out: chosen to suit. */
  levels?: number[];
  /** A height without colour, from which the colours `above` and `below` part; left out: one colour, the more the higher. */
  middle?: number;
  /** On top, the lowest first; `dots` puts a dot at each point. Drawn up to the first point that is not finite. */
  paths?: { points: number[][]; color?: string; width?: number; dash?: "solid" | "dashed" | "dash-dotted" | "dotted"; dots?: boolean }[];
  dots?: { at: number[]; color?: string; radius?: number; hollow?: boolean }[];
  pixelRatio: number;
  /** CSS hex, as for plot; above and below: the two ends of the heat. */
  colors: PlotSpec["colors"] & { above?: string; below?: string };
  fontSize: number;
  fontFamily: string;
}

export interface Contoured {
  view: View;
  frame: { left: number; top: number; width: number; height: number };
  variables: string[];
  /** At the point. */
  value?: number;
  gradient?: [number, number];
  levels: number[];
  /** It is the curve of an equation, and no surface. */
  curve: boolean;
  lowest?: { at: [number, number]; value: number };
  highest?: { at: [number, number]; value: number };
  description: string;
  /** values[i][k] at across[k], up[i]; from the top. */
  table: { across: number[]; up: number[]; values: number[][] };
}

/** Where a run downhill stands: its updates, its memory, and the loss and slope at its very start. */
export interface Standing { step: number; memory: Record<string, number[]>; loss: number; slope: number }

export interface SurveySpec {
  network: NetworkSpec;
  /** Samples it does not learn from. */
  others?: NetworkSpec["batch"];
  view: View;
  /** Places of a map in each direction, an even number. */
  columns: number;
  /** CSS hex: above and below the middle, on paper. */
  colors: Record<string, string>;
}

export interface Survey {
  loss: number;
  otherLoss?: number;
  /** gradient: root mean square of the layer's weight gradient · dead, saturated: how many of its units */
  layers: { gradient: number; dead: number; saturated: number; vanishing: boolean; exploding: boolean }[];
  /** Lines on which the answer is even, x and y in turn. */
  border: number[][];
  /** Bytes of images, from the top left: for each hidden unit columns/2 × columns/2 × 4, then the answer, columns × columns × 4. */
  maps: Uint8ClampedArray;
}

/** definition: what it is in the names of its inputs */
export type GraphNode = BackpropTrace["nodes"][number] & { definition: Formula };
/** localByName: the local derivative in the names of the user's inputs · quotient: ∂y/∂u */
export type GraphEdge = BackpropTrace["edges"][number] & { localByName: Formula; quotient: Formula };
/** edges: places among the graph's edges, one a factor */
export type GraphPath = BackpropTrace["chains"][number]["paths"][number] & { edges: number[] };
export type GraphChain = Omit<BackpropTrace["chains"][number], "paths"> & { paths: GraphPath[] };

export interface Graph {
  trace: Omit<BackpropTrace, "nodes" | "edges" | "chains"> & {
    nodes: GraphNode[];
    edges: GraphEdge[];
    chains: GraphChain[];
    /** Conventions that were used, each a sentence. */
    notes: string[];
  };
  at: Point;
  /** Each variable after a step of the rate asked for against the gradient. */
  moved?: Point;
}

/** In CSS pixels. */
export interface Arrangement {
  width: number;
  height: number;
  /** The middle of each box. */
  boxes: [number, number][];
  /** path and tip: as SVG writes a curve and its arrow's head · label: its middle */
  links: { path: string; tip: string; label: [number, number] }[];
}

export interface Differences {
  exact: number;
  /** power: the step is ten to that power · at: the place in a square of side 1, from the left and from the top */
  steps: { power: number; h: number; slope: number; error: number; at?: [number, number] }[];
  /** The place of the best of them. */
  best: number;
}
