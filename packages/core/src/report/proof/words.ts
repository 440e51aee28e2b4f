import type { Answer, Comparison } from "../../prove/answer.ts";
import type { Remedy } from "../../prove/cause.ts";
import type { Confirmation } from "../../prove/confirmation.ts";
import { durationText } from "../../prove/measured/quantity.ts";
import type { Check, EngineFacts, Proof, ProvedVariant } from "../../prove/proof.ts";
import { shellPath } from "../../shell/quote.ts";
import { amount, inWords } from "../words.ts";

/** `docker 26.1.5, buildkit v0.12.5, linux/amd64`. */
export function engineText({ name, version, builder, platform, rootless }: EngineFacts): string {
  return `${name} ${version}${rootless ? " (rootless)" : ""}, ${builder}, ${platform}`;
}

/** What a container said in a few words; its body stands apart. */
export function answerText(answer: Answer): string {
  switch (answer.kind) {
    case "http": {
      const type = answer.headers["content-type"];
      return `status ${answer.status}${type === undefined ? "" : `, ${type}`}${answer.tls === true ? ", over TLS" : ""}`;
    }
    case "tcp":
      return answer.received === "" ? "takes connections" : `takes connections and says ${quotedStart(answer.received)}`;
    case "command":
      return `exit code ${answer.exit}`;
    case "log":
      return answer.found ? "the line is in its log" : "no line of its log has it";
    case "health":
      return answer.status === "none" ? "it has no health check" : answer.status;
    case "none":
      return `no answer: ${answer.reason}`;
  }
}

const MOST_QUOTED = 40;

/** The first line of what was said, as one reads it in a sentence. */
function quotedStart(text: string): string {
  const [line = ""] = text.trimStart().split(/[\r\n]/, 1);
  return line.length > MOST_QUOTED ? `"${line.slice(0, MOST_QUOTED)}…"` : `"${line}"`;
}

/** What it said word by word; empty where that is all in `answerText`. */
export function answerBody(answer: Answer): string {
  switch (answer.kind) {
    case "http":
      return answer.binary ? `(binary, ${answer.body.length} characters of base64)` : answer.body;
    case "tcp":
      return answer.received;
    case "command":
    case "health":
      return answer.output;
    case "log":
      return answer.line ?? "";
    case "none":
      return "";
  }
}

/** `3 of 3 answers alike, 1 not asked`. */
export function answersText(comparisons: readonly Pick<Comparison, "result">[]): string {
  const asked = comparisons.filter(({ result }) => result !== "unasked");
  const alike = asked.filter(({ result }) => result === "alike").length;
  const unasked = comparisons.length - asked.length;
  return `${alike} of ${amount(asked.length, "answer")} alike${unasked === 0 ? "" : `, ${unasked} not asked`}`;
}

/** `13 of 14 predicted facts confirmed; not: writable paths (…)`; undefined where there are none. */
export function confirmedText(confirmations: readonly Confirmation[]): string | undefined {
  const predicted = confirmations.filter(({ result }) => result !== "unpredicted");
  if (predicted.length === 0) return undefined;
  const of = (result: Confirmation["result"]): readonly Confirmation[] => predicted.filter((item) => item.result === result);
  const parts = [
    `${of("confirmed").length} of ${amount(predicted.length, "predicted fact")} confirmed`,
    named("not", of("contradicted").map((item) => `${inWords(item.fact)} (predicted ${item.predicted}; it is ${item.shown})`)),
    named("not seen", of("unseen").map((item) => `${inWords(item.fact)} (predicted ${item.predicted}; ${item.shown})`)),
    predicted.length === confirmations.length ? "" : `${confirmations.length - predicted.length} could not be predicted`,
  ];
  return parts.filter((part) => part !== "").join("; ");
}

function named(head: string, items: readonly string[]): string {
  return items.length === 0 ? "" : `${head}: ${items.join(", ")}`;
}

/** What a check asks, in words. */
export const CHECKS: Readonly<Record<Check["id"], string>> = {
  builds: "builds",
  starts: "starts",
  answers: "answers as the original",
  healthy: "is healthy",
  "non-root": "runs as non-root",
  "read-only": "has a read-only root",
  "no-capabilities": "has no capabilities",
  "no-new-privileges": "gains no privileges",
  stops: "stops",
  "max-size": "is small enough (max-size)",
  "min-grade": "has the grade (min-grade)",
  "no-regression": "is nowhere worse (no-regression)",
};

/** What `--repair` does about a cause. */
export function remedyText(remedy: Remedy): string {
  switch (remedy.kind) {
    case "volume":
      return `makes ${remedy.path} a volume`;
    case "tmpfs":
      return `mounts ${remedy.path} in memory`;
    case "executable-tmpfs":
      return `lets programs run from ${remedy.path}`;
    case "file":
      return `takes ${remedy.path} over from the build`;
    case "capability":
      return `gives the capability ${remedy.name}`;
    case "memory":
      return `gives it ${remedy.megabytes} MB of memory`;
    case "pids":
      return `allows it ${remedy.count} processes`;
    case "other-base":
      return `leaves this base out and takes ${remedy.instead}`;
    case "ca-certificates":
      return "adds the certificates of authorities";
    case "time-zones":
      return "adds the time zones";
    case "privileged-ports":
      return "lets it have ports under 1024";
    case "init":
      return "puts an init process before it";
    case "writable-root":
      return "leaves its root file system writable";
  }
}

export const VERDICTS: Readonly<Record<Proof["verdict"]["result"], string>> = { passed: "passed", failed: "failed", undecided: "not decided" };

/** `original and distroless, with docker …, in 44.8 s`. */
export function runText({ original, variants, engine, run }: Proof): string {
  const names = [original, ...variants].map((candidate) => candidate.name);
  return `${names.length === 1 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`} with ${engineText(engine)} (${engine.chosen}), in ${durationText(run.seconds * 1000)}`;
}

/** Commands that help from here, the most useful first; none where the reason says what to do. */
export function nextSteps({ verdict, variants, source, engine, original }: Proof): readonly string[] {
  const path = shellPath(source.path);
  if (verdict.result === "passed") return [`bulwark prove ${path} --save proof.html --save proof.intoto.json`];
  if (verdict.result === "undecided" && original.build.outcome === "built") return [];
  if (original.build.outcome !== "built") return [`${engine.name} build -f ${path} ${shellPath(source.context)}`];
  if (variants.some((variant) => !variant.passed && variant.causes.some((cause) => cause.remedy !== undefined))) return [`bulwark prove ${path} --repair`];
  return [`bulwark prove ${path} --save proof.html`];
}

/** Whether nothing is decided because of the original, and not because a base cannot be had. */
export function isOriginalAtFault({ verdict, original, notProved }: Proof): boolean {
  return verdict.result === "undecided" && (original.build.outcome !== "built" || notProved.length === 0);
}

/** They ask for figures, not for what the container does. */
export const GATES: ReadonlySet<Check["id"]> = new Set(["max-size", "min-grade", "no-regression"]);

/** Checks that count and are not met. */
export function missed({ checks }: Pick<ProvedVariant, "checks">): readonly Check[] {
  return checks.filter((check) => check.required && !check.met);
}
