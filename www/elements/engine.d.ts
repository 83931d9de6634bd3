/** What the engine offers the page beyond its public contract. */
import type { Formula } from "../engine.js";

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
  interface Engine {
    /** Draws axes and curves on a canvas whose width and height are already set in device pixels. */
    plot(canvas: HTMLCanvasElement, spec: PlotSpec): Plotted;
  }
}

export type Curve = "f" | "derivative" | "second" | "tangent";
export interface View { left: number; right: number; bottom: number; top: number }

export interface PlotSpec {
  text: string;
  variable?: string;
  /** Values of the other variables. */
  at?: Record<string, number>;
  curves: Curve[];
  /** Where the tangent touches. */
  point?: number;
  /** Left out: chosen to suit the curve. */
  view?: { left: number; right: number; bottom?: number; top?: number };
  pixelRatio: number;
  /** CSS hex. */
  colors: Record<"ink" | "paper" | "hairline" | Curve, string>;
  /** CSS pixels. */
  fontSize: number;
  fontFamily: string;
}

export interface Plotted {
  view: View;
  /** The plotting area in CSS pixels on the canvas. */
  frame: { left: number; top: number; width: number; height: number };
  /** At the point. */
  value?: number;
  slope?: number;
  /** A sentence or two for those who do not see the picture. */
  description: string;
  table: { x: number; f: number; derivative: number }[];
  points: { kind: "root" | "maximum" | "minimum" | "inflection" | "kink" | "pole"; x: number; y: number }[];
}
