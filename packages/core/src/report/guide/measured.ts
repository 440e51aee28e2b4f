import { figureText, type Figure } from "../../prove/measured/figure.ts";
import type { Measured, MeasuredColumn } from "../../prove/measured/measured.ts";
import { findingsFigure, gradeFigure, MEASURES } from "../../prove/measured/measures.ts";
import { gapsOf, rowsOf, type Cell } from "../../prove/measured/rows.ts";
import { plain, table } from "../markdown/write.ts";
import { answersText, CHECKS, confirmedText, engineText, missed, VERDICTS } from "../proof/words.ts";
import type { GuideVariant } from "./input.ts";

const MOST_PROBES = 12;
const MARKS: Readonly<Record<string, string>> = { better: "✅ ", worse: "❌ " };
/** What the analysis tells of the original's image, besides its findings. */
const EXPOSED: ReadonlySet<string> = new Set(["size", "packages", "executables", "shells", "packageManagers", "setuid", "user", "capabilities", "writable"]);

/** When and with what the page's numbers were measured, and how it ended. */
export function measuredOn({ run, engine, verdict }: Measured): string {
  return `Its numbers were measured by \`bulwark prove\` on ${plain(run.startedAt.slice(0, 10))} with ${plain(engineText(engine))}: **${VERDICTS[verdict.result]}**, ${plain(verdict.reason)}.`;
}

/** What an attacker finds in the original as it was built and run. */
export function measuredAnalysis(measured: Measured | undefined): readonly string[] {
  const original = measured?.columns[0];
  if (original === undefined) return [];
  const told = MEASURES.filter(({ id }) => EXPOSED.has(id) && isThere(original.figures[id])).map(({ id, label }) => `${label.toLowerCase()} ${say(original.figures[id])}`);
  return told.length === 0 ? [] : ["", `Measured in its image: ${told.join("; ")}.`];
}

/** The comparison with a column for every variant of the plan; one that was not proved says so. */
export function measuredComparison(measured: Measured, variants: readonly GuideVariant[]): readonly string[] {
  const missing = variants.filter(({ variant }) => measured.columns.every((column) => column.name !== variant.base));
  const columns = [...measured.columns, ...missing.map((variant) => predicted(variant, measured))];
  const gaps = gapsOf({ columns }).map(({ reason, labels, columns }) => `${labels.join(", ")}${columns.length === 0 ? "" : ` of ${columns.map(plain).join(", ")}`}: ${plain(reason)}.`);
  return [...table(["", ...columns.map((column) => plain(column.name))], rowsOf({ columns }).map(({ label, cells }) => [label, ...cells.map(cellText)])), ...gaps.flatMap((gap) => ["", gap])];
}

/** Starts, answers, stops, size: one item each, as the lists of the page are written. */
export function measuredResults(measured: Measured): readonly string[] {
  const [original, ...variants] = measured.columns;
  if (original === undefined) return [];
  const asked = measured.probes.slice(0, MOST_PROBES).map(({ name }) => plain(name));
  const confirmed = confirmedText(original.confirmations);
  const more = measured.probes.length - asked.length;
  const sizes = variants.map((variant) => `${say(variant.figures["size"])} (${plain(variant.name)})`);
  return [
    ...variants.map((variant) => outcome(variant, original)),
    ...measured.notProved.map(({ base, reason }) => `**${plain(base)}** is not proved: ${plain(reason)}.`),
    ...(asked.length === 0 ? [] : [`Asked of each: ${asked.join(", ")}${more > 0 ? `, and ${more} more` : ""}.`]),
    ...(confirmed === undefined ? [] : [`Of the original, ${plain(confirmed)}.`]),
    `Size: ${say(original.figures["size"])} before${sizes.length === 0 ? "" : `, ${sizes.join(", ")} after`}.`,
  ];
}

function outcome(variant: MeasuredColumn, { figures }: MeasuredColumn): string {
  const failed = missed(variant).map((check) => `${CHECKS[check.id]} (${plain(check.detail)})`);
  const confirmed = confirmedText(variant.confirmations);
  const said = [
    `start time ${say(variant.figures["start"])} (original ${say(figures["start"])})`,
    answersText(variant.answers),
    `stop ${say(variant.figures["stop"])} (original ${say(figures["stop"])})`,
    ...(confirmed === undefined ? [] : [plain(confirmed)]),
    ...(failed.length === 0 ? [] : [`missed: ${failed.join(", ")}`]),
  ];
  return `**${plain(variant.name)}** ${variant.passed === true ? "passed" : "failed"}: ${said.join("; ")}.`;
}

/** What its file alone says of a variant that nobody built. */
function predicted({ variant, path, judgement }: GuideVariant, { notProved, columns }: Measured): MeasuredColumn {
  const reason = notProved.find(({ base }) => base === variant.base)?.reason ?? "it is no part of the proof";
  // What was measured of none is missing here for the same reason.
  const figures = MEASURES.map(({ id }): [string, Figure] => [id, columns.some((column) => isThere(column.figures[id])) ? { kind: "missing", reason } : (columns[0]?.figures[id] ?? { kind: "missing", reason })]);
  const known = { grade: gradeFigure(judgement), findings: findingsFigure(judgement), ...(variant.reference === undefined ? {} : { base: { kind: "text", text: variant.reference } as const }) };
  return { name: variant.base, dockerfile: { path, sha256: "", edited: false }, figures: { ...Object.fromEntries(figures), ...known }, answers: [], confirmations: [], checks: [], passed: null };
}

function cellText({ text, mark }: Cell): string {
  return `${MARKS[mark ?? ""] ?? ""}${plain(text)}`;
}

function isThere(figure: Figure | undefined): boolean {
  return figure !== undefined && figure.kind !== "missing";
}

function say(figure: Figure | undefined): string {
  return figure === undefined ? "not measured" : plain(figureText(figure));
}
