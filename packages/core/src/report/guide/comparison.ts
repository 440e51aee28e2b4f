import { valueOf } from "../../source/fact.ts";
import type { Judgement } from "../../judge/index.ts";
import { SEVERITIES } from "../../rules/severity.ts";
import { list, table } from "../markdown/write.ts";
import { shellPath } from "../../shell/quote.ts";
import { NOT_MEASURED, type GuideInput, type GuideVariant } from "./input.ts";
import { measuredComparison, measuredResults } from "./measured.ts";

/** Original and rewrites side by side: what the files say, and what only a build can measure. */
export function comparison(input: GuideInput): readonly string[] {
  if (input.measured !== undefined) return ["## Comparison", "", ...measuredComparison(input.measured, input.variants)];
  const { plan, variants, original } = input;
  const user = plan.profile.identity === undefined ? "the image's own" : `${plan.profile.identity.uid}:${plan.profile.identity.gid}`;
  const row = (name: string, first: string, rest: (variant: GuideVariant) => string): readonly string[] => [name, first, ...variants.map(rest)];
  return [
    "## Comparison",
    "",
    ...table(
      ["", "original", ...variants.map(({ variant }) => variant.base)],
      [
        row("Grade (predicted from the file)", `${original.grade.letter}, ${original.grade.points} points`, ({ judgement }) => `${judgement.grade.letter}, ${judgement.grade.points} points`),
        row("Findings", counts(original), ({ judgement }) => counts(judgement)),
        row("Runs on", originalBase(input), ({ variant }) => variant.reference ?? "the original's base"),
        row("User", originalUser(input), () => user),
        row("Shell and package manager", "see the base", ({ variant }) => (variant.base === "distroless" ? "none" : "yes")),
        row("Vulnerabilities", NOT_MEASURED, () => NOT_MEASURED),
        row("Image size", NOT_MEASURED, () => NOT_MEASURED),
        row("Debugging", "shell in the image", ({ variant }) => (variant.base === "distroless" ? "`docker debug` or `kubectl debug --image=busybox`" : "shell in the image")),
        row("Upkeep", "by hand", ({ variant }) => (variant.reference === undefined ? "by hand" : "rebuild monthly; the base is refreshed by its maintainers")),
      ],
    ),
  ];
}

/** What the numbers are, and how the missing ones are measured. */
export function results({ plan, variants, original, measured }: GuideInput): readonly string[] {
  const first = variants[0];
  const deductions = first?.judgement.grade.deductions ?? [];
  return [
    "## Results",
    "",
    ...list([
      `Grade: **${original.grade.letter}** before, **${first?.judgement.grade.letter ?? original.grade.letter}** after, both predicted from the files; A+ is given only to what was built and run.`,
      ...(deductions.length === 0 ? [] : [`Points still lost: ${deductions.map((deduction) => `${deduction.points} for ${deduction.rule} (line ${deduction.line})`).join(", ")}.`]),
      ...(measured === undefined ? [] : measuredResults(measured)),
      `Vulnerabilities: ${NOT_MEASURED}. Scan both images with the scanner that you have, for example \`docker scout compare ${first?.image ?? plan.profile.name} --to ${plan.profile.name}:original\`.`,
      ...(measured === undefined ? [`Size, start, answers, stop, and what is in the images: ${NOT_MEASURED}. \`bulwark prove ${shellPath(plan.sourcePath)}\` builds and runs both, asks both the same questions and measures it; it needs Docker, Podman or nerdctl.`] : []),
    ]),
  ];
}

function counts(judgement: Judgement): string {
  const parts = SEVERITIES.toReversed().map((severity) => ({ severity, count: judgement.findings.filter((finding) => finding.severity === severity).length }));
  return parts.filter((part) => part.count > 0).map((part) => `${part.count} ${part.severity}`).join(", ") || "none";
}

function originalBase({ plan }: GuideInput): string {
  const base = plan.original.base;
  return base.known ? (base.value.reference?.text ?? "scratch") : "not known";
}

function originalUser({ plan }: GuideInput): string {
  const user = valueOf(plan.original.user);
  return user === undefined ? "not known" : user.root ? "root" : user.text;
}
