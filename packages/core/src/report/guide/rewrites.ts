import { formatEvidence } from "../../source/fact.ts";
import type { Decision } from "../../harden/plan.ts";
import { code, list } from "../markdown/write.ts";
import type { GuideInput } from "./input.ts";

/** The hardened Dockerfiles whole, each with the decisions that made it. */
export function rewrites(input: GuideInput): readonly string[] {
  const { plan, variants } = input;
  const shared = plan.decisions.filter((decision) => decision.id !== "build-flags");
  return [
    "## The rewrites",
    "",
    variants.length === 0 ? "None: see the refusals below." : `The build of \`${plan.sourcePath}\` stays as it is, but for the edits named here.`,
    ...(shared.length === 0 ? [] : ["", ...decisions(shared)]),
    ...variants.flatMap(({ variant, path }, index) => [
      "",
      `### \`${path}\`${index === 0 && variants.length > 1 ? " (recommended)" : ""}`,
      "",
      ...decisions(variant.decisions),
      "",
      ...code("dockerfile", variant.text.replaceAll("\r\n", "\n")),
    ]),
    ...(plan.refused.length === 0 ? [] : ["", "### Refused", "", ...plan.refused.flatMap(({ base, decision }) => [`- **${base}**: ${decision.outcome}`, ...evidence(decision)])]),
  ];
}

/** What was changed in how the program is compiled, and which advice is left out because it no longer holds. */
export function buildFlags({ plan }: GuideInput): readonly string[] {
  const flags = plan.decisions.filter((decision) => decision.id === "build-flags" || decision.id === "cgo" || decision.id === "build-cache");
  if (plan.application.ecosystem !== "go") return ["## Build flags", "", "This ecosystem's build is not changed."];
  return [
    "## Build flags",
    "",
    ...(flags.length === 0 ? ["Nothing had to change."] : decisions(flags)),
    "",
    "Left out, though older guides give it:",
    "",
    ...list([
      "`-a -installsuffix cgo`: since Go 1.10 the build cache tells builds with and without cgo apart; the flags only make every build slow.",
      "`-extldflags \"-static\"`: with `CGO_ENABLED=0` Go links statically by itself, and the flag reaches nothing.",
      "`gcr.io/distroless/static-debian11`: it has not been built since September 2024; `debian12` followed in September 2026.",
      "`apk upgrade` on a base that is pinned by digest: the digest promises a content that the upgrade changes; there the digest is renewed instead.",
    ]),
  ];
}

function decisions(items: readonly Decision[]): readonly string[] {
  return items.flatMap((decision) => [`- ${decision.answer === "warn" ? "⚠️ " : ""}**${decision.question}** ${capital(decision.outcome)}.`, ...evidence(decision)]);
}

function evidence(decision: Decision): readonly string[] {
  return decision.evidence.slice(0, 8).map((item) => `  - ${formatEvidence(item)}`);
}

/** A word begins with a capital; what is no word (`gcr.io/…`, `apk`, `USER`) stays as it is written. */
function capital(text: string): string {
  const first = text.split(" ")[0] ?? "";
  const sentence = text.replace(/\.$/, "");
  return /^[a-z]{2,}[,:]?$/.test(first) && !PROGRAMS.has(first) ? sentence.charAt(0).toUpperCase() + sentence.slice(1) : sentence;
}

const PROGRAMS = new Set(["apk", "apt-get", "dnf", "microdnf", "go", "make", "wget", "curl"]);
