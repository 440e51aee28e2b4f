import fastStringWidth from "fast-string-width";
import { measuredOf } from "../../../prove/measured/measured.ts";
import { gapsOf, rowsOf, type Cell, type Row } from "../../../prove/measured/rows.ts";
import type { Proof } from "../../../prove/proof.ts";
import type { Terminal } from "../../check-report.ts";
import { fold } from "../../terminal/wrap.ts";
import { blocks, say } from "./lines.ts";
import { sign, type Sign } from "./marks.ts";

/** Before each cell: its sign and a space. */
const GUTTER = 2;
const NARROWEST = 15;
/** A row that needs more lines than this stands below the table, where it has the whole width. */
const MOST_LINES = 3;
const LONGEST_NAME = 16;
const SIGNS: Readonly<Record<string, Sign>> = { better: "good", worse: "bad" };

/** The comparison: a column for each container where they fit, else one below the other; then why something was not measured. */
export function comparisonTable(proof: Proof, terminal: Terminal): readonly string[] {
  const measured = measuredOf(proof);
  const names = measured.columns.map((column) => say(column.name, terminal));
  const rows = rowsOf(measured);
  const label = Math.max(...rows.map((row) => row.label.length)) + 1;
  const room = Math.floor((terminal.width - label) / names.length) - GUTTER - 1;
  const fits = (row: Row): boolean => room >= NARROWEST && row.cells.every((cell) => fitsCell(cell, room, terminal));
  const across = rows.filter(fits);
  const below = rows.filter((row) => !fits(row)).flatMap((row) => stacked(names, row, terminal));
  const gaps = gapsOf(measured).flatMap(({ reason, labels, columns }) => fold(terminal.style.dim(say(`${labels.join(", ")}${columns.length === 0 ? "" : ` of ${columns.join(", ")}`}: ${reason}`, terminal)), terminal.width));
  return blocks([across.length === 0 ? [] : grid(names, across, { label, room }, terminal), below, gaps]);
}

function grid(names: readonly string[], rows: readonly Row[], { label, room }: { readonly label: number; readonly room: number }, terminal: Terminal): readonly string[] {
  const width = room + 1;
  const line = (columns: readonly (readonly string[])[], index: number): string => columns.map((column, at) => pad(column[index] ?? "", at === 0 ? label : width + GUTTER)).join("").trimEnd();
  const beside = (columns: readonly (readonly string[])[]): readonly string[] => Array.from({ length: Math.max(...columns.map((column) => column.length)) }, (_, index) => line(columns, index));
  return [
    ...beside([[""], ...names.map((name) => fold(terminal.style.bold(name), room).map(behindGutter))]),
    ...rows.flatMap((row) => beside([[row.label], ...row.cells.map((cell) => signed(cell, cellLines(cell, room, terminal), terminal))])),
  ];
}

/** The row's name, and below it each container's cell in a line of its own. */
function stacked(names: readonly string[], row: Row, terminal: Terminal): readonly string[] {
  const column = Math.min(LONGEST_NAME, Math.max(...names.map((name) => fastStringWidth(name)))) + 1;
  const cells = row.cells.flatMap((cell, index) => {
    const lines = signed(cell, cellLines(cell, terminal.width - column - GUTTER * 2, terminal), terminal);
    const [name = ""] = fold(names[index] ?? "", column - 1);
    return lines.map((text, at) => `  ${pad(at === 0 ? name : "", column)}${text}`);
  });
  return [row.label, ...cells];
}

/** No word of it is broken, and it does not grow too high. */
function fitsCell(cell: Cell, room: number, terminal: Terminal): boolean {
  return say(cell.text, terminal).split(" ").every((word) => fastStringWidth(word) <= room) && cellLines(cell, room, terminal).length <= MOST_LINES;
}

function cellLines({ text, figure }: Cell, room: number, terminal: Terminal): readonly string[] {
  const plain = say(text, terminal);
  return fold(figure.kind === "missing" ? terminal.style.dim(plain) : plain, room);
}

function signed({ mark }: Cell, lines: readonly string[], terminal: Terminal): readonly string[] {
  return lines.map((line, index) => (index === 0 ? `${sign(SIGNS[mark ?? ""] ?? "none", terminal)} ${line}` : behindGutter(line)));
}

function behindGutter(line: string): string {
  return " ".repeat(GUTTER) + line;
}

function pad(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - fastStringWidth(text)));
}
