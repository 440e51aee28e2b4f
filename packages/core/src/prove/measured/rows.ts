import { compareFigures, figureText, type Figure, type Mark } from "./figure.ts";
import type { Measured } from "./measured.ts";
import { MEASURES, type Measure } from "./measures.ts";

/** One row of the comparison as people read it: a cell for each column. */
export interface Row {
  readonly id: string;
  readonly label: string;
  readonly cells: readonly Cell[];
}

export interface Cell {
  readonly figure: Figure;
  /** Never empty. */
  readonly text: string;
  /** Against the original; undefined in its own column, and where nothing can be compared. */
  readonly mark: Mark;
}

/** Why cells say `not measured`: once for all rows and columns that share the reason. */
export interface Gap {
  readonly reason: string;
  readonly labels: readonly string[];
  /** Empty when it is so in every column. */
  readonly columns: readonly string[];
}

/** The comparison, the original's column first. */
export function rowsOf({ columns }: Pick<Measured, "columns">): readonly Row[] {
  return MEASURES.map((measure) => {
    const figures = columns.map((column) => column.figures[measure.id] ?? ABSENT);
    const [original = ABSENT] = figures;
    return { id: measure.id, label: measure.label, cells: figures.map((figure, index) => cell(measure, figure, index === 0 ? undefined : original)) };
  });
}

const ABSENT: Figure = { kind: "missing", reason: "the statement does not have it" };

function cell({ judged, missing }: Measure, figure: Figure, original: Figure | undefined): Cell {
  return { figure, text: figure.kind === "missing" ? missing : figureText(figure), mark: judged && original !== undefined ? compareFigures(original, figure) : undefined };
}

/** Every reason for which something was not measured, in the order of the rows. */
export function gapsOf({ columns }: Pick<Measured, "columns">): readonly Gap[] {
  const names = columns.map((column) => column.name);
  const gaps = new Map<string, { readonly reason: string; readonly labels: string[]; readonly columns: readonly string[] }>();
  for (const { label, cells } of rowsOf({ columns })) {
    const reasons = new Set(cells.flatMap(({ figure }) => (figure.kind === "missing" ? [figure.reason] : [])));
    for (const reason of reasons) {
      const missing = names.filter((_, index) => hasReason(cells[index], reason));
      const key = JSON.stringify([reason, missing]);
      const gap = gaps.get(key) ?? { reason, labels: [], columns: missing.length === names.length ? [] : missing };
      gap.labels.push(label);
      gaps.set(key, gap);
    }
  }
  return [...gaps.values()];
}

function hasReason(cell: Cell | undefined, reason: string): boolean {
  return cell?.figure.kind === "missing" && cell.figure.reason === reason;
}
