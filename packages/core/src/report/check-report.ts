import type { Grade, Judgement, Notice } from "../judge/index.ts";
import type { Severity } from "../rules/rule.ts";
import type { SourceText } from "../source/text.ts";

/** All that `check` found in one run; renderers read it and decide nothing. */
export interface CheckReport {
  /** The Dockerfiles that were judged, by path. */
  readonly files: readonly JudgedFile[];
  /** What could not be read or understood; any of these makes the exit code 3, also beside findings. */
  readonly faults: readonly Fault[];
  /** About ignores and configuration, not about a Dockerfile. */
  readonly notices: readonly Notice[];
  readonly threshold: Severity;
  /** The worst file's grade; undefined when nothing was judged. */
  readonly grade: Grade | undefined;
  /** How many files were looked at to find the Dockerfiles. */
  readonly looked: number;
  /** Files of ours that were recognised and judged as what they are. */
  readonly ours: number;
  /** What to type next, most useful first. */
  readonly next: readonly string[];
}

export interface JudgedFile {
  readonly source: SourceText;
  readonly judgement: Judgement;
  /** Written by `harden`. */
  readonly ours: boolean;
}

/** One clear error: which file, where in it, what is wrong and what to do. */
export interface Fault {
  readonly path: string;
  readonly line: number | undefined;
  readonly column: number | undefined;
  readonly message: string;
  readonly remedy: string;
}

/** Colours and weights as functions from text to text; the plain one returns what it gets. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
  readonly blue: (text: string) => string;
  readonly magenta: (text: string) => string;
  readonly cyan: (text: string) => string;
}

export interface Terminal {
  readonly style: Style;
  /** Columns. */
  readonly width: number;
  /** Box drawing and symbols beyond ASCII. */
  readonly unicode: boolean;
}
