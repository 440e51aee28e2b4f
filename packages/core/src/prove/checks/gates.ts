import { LETTERS, type Grade } from "../../judge/grade.ts";
import { compareFigures, figureText, type Figure } from "../measured/figure.ts";
import { MEASURES } from "../measured/measures.ts";
import { bytesText } from "../measured/quantity.ts";
import type { Candidate, Check } from "../proof.ts";
import type { CheckInput } from "./outcome.ts";

/** Those gates that were asked for. */
export function checkGates(input: CheckInput): readonly Check[] {
  const { maxSize, minGrade, noRegression } = input.gates;
  return [
    ...(maxSize === undefined ? [] : [{ id: "max-size" as const, required: true, ...withinSize(input.variant, maxSize) }]),
    ...(minGrade === undefined ? [] : [{ id: "min-grade" as const, required: true, ...ofGrade(input.variant, minGrade) }]),
    ...(noRegression ? [{ id: "no-regression" as const, required: true, ...withoutRegression(input) }] : []),
  ];
}

function withinSize({ image }: Candidate, most: number): Pick<Check, "met" | "detail"> {
  if (image === undefined) return { met: false, detail: "not measured: there is no image" };
  return image.size <= most ? { met: true, detail: `${bytesText(image.size)} of ${bytesText(most)}` } : { met: false, detail: `${bytesText(image.size)}, and at most ${bytesText(most)} were asked for` };
}

function ofGrade({ judgement }: Candidate, least: Grade["letter"]): Pick<Check, "met" | "detail"> {
  const rank = (letter: Grade["letter"]): number => LETTERS.findIndex(([name]) => name === letter);
  const { letter } = judgement.grade;
  return rank(letter) <= rank(least) ? { met: true, detail: `${letter}, and ${least} was asked for` } : { met: false, detail: `${letter} instead of ${least}` };
}

/**
 * The rows of the comparison in which the hardened image must not be worse. Times are left out, since a busy machine changes them, and
 * so is what only tells: base, distribution, layers.
 */
const ROWS = new Set(["grade", "findings", "packages", "user", "shells", "packageManagers", "setuid", "fileCapabilities", "executables", "ports", "capabilities", "writable", "size", "compressedSize"]);

const COMPARED: readonly { readonly label: string; readonly read: (candidate: Candidate) => Figure }[] = [
  ...MEASURES.filter((measure) => ROWS.has(measure.id)),
  {
    label: "World-writable paths",
    read: ({ image }) => (image === undefined ? { kind: "missing", reason: "there is no image" } : { kind: "names", count: image.surface.worldWritable.length, names: image.surface.worldWritable }),
  },
];

function withoutRegression({ original, variant }: CheckInput): Pick<Check, "met" | "detail"> {
  const rows = COMPARED.map(({ label, read }) => ({ label, before: read(original), after: read(variant) }));
  const worse = rows.filter(({ before, after }) => compareFigures(before, after) === "worse");
  const unknown = rows.filter(({ before, after }) => before.kind === "missing" || after.kind === "missing");
  if (worse.length > 0) return { met: false, detail: worse.map(({ label, before, after }) => `${label}: ${figureText(after)}, was ${figureText(before)}`).join("; ") };
  if (unknown.length > 0) return { met: false, detail: `not known of ${unknown.map(({ label }) => label).join(", ")}: ${unknown.map(({ before, after }) => reasonOf(after) ?? reasonOf(before) ?? "")[0] ?? ""}` };
  return { met: true, detail: "nothing that is measured is worse" };
}

function reasonOf(figure: Figure): string | undefined {
  return figure.kind === "missing" ? figure.reason : undefined;
}
