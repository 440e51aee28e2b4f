import { analysis } from "./analysis.ts";
import { comparison, results } from "./comparison.ts";
import { NOT_MEASURED, type GuideInput } from "./input.ts";
import { measuredOn } from "./measured.ts";

export type { GuideInput, GuideVariant } from "./input.ts";
import { buildFlags, rewrites } from "./rewrites.ts";
import { ci, commands, runtime, upkeep } from "./running.ts";

/** `HARDENING.md`: the security guide of this project, every decision with its evidence. */
export function hardeningGuide(input: GuideInput): string {
  const { plan } = input;
  const parts = [
    [
      `# Hardening ${plan.application.name}`,
      "",
      `Written by \`bulwark harden\` from \`${plan.sourcePath}\` on facts of ${input.knowledgeDate}. Every decision names its evidence; every number is`,
      `measured or says that it is ${NOT_MEASURED}. Run the command again after a change: it rewrites this page and the files it speaks of.`,
      ...(input.measured === undefined ? [] : ["", measuredOn(input.measured)]),
    ],
    analysis(input),
    rewrites(input),
    buildFlags(input),
    commands(input),
    comparison(input),
    runtime(input),
    ci(input),
    results(input),
    upkeep(input),
  ];
  return `${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}
