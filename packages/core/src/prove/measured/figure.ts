import { LETTERS, type Grade } from "../../judge/grade.ts";
import type { Severity } from "../../rules/rule.ts";
import { SEVERITIES } from "../../rules/severity.ts";
import { bytesText, durationText } from "./quantity.ts";

interface FigureKinds {
  readonly grade: { readonly letter: Grade["letter"]; readonly points: number };
  readonly findings: { readonly counts: Readonly<Record<Severity, number>> };
  readonly text: { readonly text: string };
  readonly user: { readonly text: string; readonly root: boolean };
  /** `manager` is empty where the image has no database of packages. */
  readonly packages: { readonly manager: string; readonly count: number };
  /** How many there are, and the first of them. */
  readonly names: { readonly count: number; readonly names: readonly string[] };
  readonly count: { readonly count: number };
  readonly bytes: { readonly bytes: number };
  readonly time: { readonly milliseconds: number };
  readonly stop: { readonly milliseconds: number; readonly exitCode: number; readonly killed: boolean };
  /** `everything`: the whole file system, in which so many paths were changed (null: not seen); else `paths` alone, which are mounted. */
  readonly writable: { readonly everything: boolean; readonly paths: readonly string[]; readonly changed: number | null };
  readonly missing: { readonly reason: string };
}

/** What was measured of one container for one row of the comparison. Plain data: a statement holds it as it is. */
export type Figure<Kind extends keyof FigureKinds = keyof FigureKinds> = { [Each in Kind]: { readonly kind: Each } & FigureKinds[Each] }[Kind];

/** How a figure compares with the original's; undefined where the two cannot be compared. */
export type Mark = "better" | "same" | "worse" | undefined;

interface Behaviour<Kind extends keyof FigureKinds> {
  /** What a cell says; never empty. */
  readonly text: (figure: Figure<Kind>) => string;
  /** What is compared: less is better, the first number first. Without it nothing is. */
  readonly amounts?: (figure: Figure<Kind>) => readonly number[] | undefined;
  /** How far two measurements of one thing lie apart by themselves: a share of the greater, or this much. */
  readonly noise?: { readonly share: number; readonly amount: number };
}

const MOST_NAMES = 4;
/** A busy machine alone makes a start or a stop a second slower. */
const TIMES = { share: 0.5, amount: 1000 };

const BEHAVIOUR: { readonly [Kind in keyof FigureKinds]: Behaviour<Kind> } = {
  grade: { text: ({ letter, points }) => `${letter}, ${points} points`, amounts: ({ letter, points }) => [LETTERS.findIndex(([name]) => name === letter), 100 - points] },
  findings: { text: ({ counts }) => findingsText(counts), amounts: ({ counts }) => SEVERITIES.toReversed().map((severity) => counts[severity]) },
  text: { text: ({ text }) => text },
  user: { text: ({ text }) => text, amounts: ({ root }) => [root ? 1 : 0] },
  packages: { text: ({ manager, count }) => (manager === "" ? "no database of packages" : `${count} (${manager})`), amounts: ({ manager, count }) => (manager === "" ? undefined : [count]) },
  names: { text: ({ count, names }) => listed(count, names), amounts: ({ count }) => [count] },
  count: { text: ({ count }) => String(count), amounts: ({ count }) => [count] },
  bytes: { text: ({ bytes }) => bytesText(bytes), amounts: ({ bytes }) => [bytes], noise: { share: 0.01, amount: 0 } },
  time: { text: ({ milliseconds }) => durationText(milliseconds), amounts: ({ milliseconds }) => [milliseconds], noise: TIMES },
  stop: {
    text: ({ milliseconds, exitCode, killed }) => (killed ? `killed after ${durationText(milliseconds)}` : `${durationText(milliseconds)}, exit code ${exitCode}`),
    amounts: ({ milliseconds, killed }) => [killed ? Number.MAX_SAFE_INTEGER : milliseconds],
    noise: TIMES,
  },
  writable: {
    text: writableText,
    amounts: ({ everything, paths }) => [everything ? Number.MAX_SAFE_INTEGER : paths.length],
  },
  missing: { text: ({ reason }) => `not measured: ${reason}` },
};

/** What a cell of the comparison says; never empty. */
export function figureText<Kind extends keyof FigureKinds>(figure: Figure<Kind>): string {
  const behaviour: Behaviour<Kind> = BEHAVIOUR[figure.kind];
  return behaviour.text(figure);
}

/** Whether a figure is better or worse than another of its kind; what lies within noise is the same. */
export function compareFigures(before: Figure, after: Figure): Mark {
  const [old, now] = [amountsOf(before), amountsOf(after)];
  if (before.kind !== after.kind || old === undefined || now === undefined) return undefined;
  const { share, amount } = BEHAVIOUR[before.kind].noise ?? { share: 0, amount: 0 };
  for (const [index, value] of now.entries()) {
    const difference = value - (old[index] ?? 0);
    if (Math.abs(difference) > Math.max(amount, share * Math.max(value, old[index] ?? 0))) return difference < 0 ? "better" : "worse";
  }
  return "same";
}

function amountsOf<Kind extends keyof FigureKinds>(figure: Figure<Kind>): readonly number[] | undefined {
  const behaviour: Behaviour<Kind> = BEHAVIOUR[figure.kind];
  return behaviour.amounts?.(figure);
}

/** `1 high, 2 medium`. */
export function findingsText(counts: Readonly<Record<Severity, number>>): string {
  return SEVERITIES.toReversed().flatMap((severity) => (counts[severity] > 0 ? [`${counts[severity]} ${severity}`] : [])).join(", ") || "none";
}

function writableText({ everything, paths, changed }: Figure<"writable">): string {
  if (!everything) return paths.length === 0 ? "nothing" : `only ${listed(paths.length, paths)}`;
  return changed === null ? "everything" : `everything; ${changed} ${changed === 1 ? "path" : "paths"} changed`;
}

/** `none`, or the names; of many, how many there are and the first of them. */
function listed(count: number, names: readonly string[]): string {
  if (count === 0) return "none";
  return count <= MOST_NAMES ? names.join(", ") : `${count}: ${names.slice(0, MOST_NAMES - 1).join(", ")}, …`;
}
