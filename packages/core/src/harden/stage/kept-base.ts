import { fileNameOf } from "../../context/path.ts";
import { valueOf } from "../../source/fact.ts";
import { type Edit, joinInsertions } from "../../source/edit.ts";
import { findImage, supportOfImage } from "../../knowledge/index.ts";
import type { Stage } from "../../dockerfile/model.ts";
import { readStageShell, packageCalls } from "../../shell/index.ts";
import type { PackageCall } from "../../shell/calls.ts";
import type { ShellScript } from "../../shell/command.ts";
import type { Decision } from "../plan.ts";
import type { Move } from "../move.ts";
import { insertCommand } from "./insert-command.ts";
import { evidenceAt, insertAfter } from "./line.ts";
import { neededPackages } from "./needed-packages.ts";

/**
 * Whether the runtime stage already stands on what is wanted: on the distribution, whose RUNs work on and whose release is at most
 * moved, or on an image without a shell that is named and supported.
 */
export function keptBase(move: Move, target: Stage): "distribution" | "shell-less" | undefined {
  if (target.base.kind !== "image") return undefined;
  const image = findImage(target.base.reference);
  if (move.choice.packageManager === "apk") return image?.distribution?.id === "alpine" ? "distribution" : undefined;
  if (move.choice.shell || image?.shell !== false || image.role !== "minimal") return undefined;
  const runs = move.choice.libc === "none" || image.libc === move.choice.libc;
  const support = supportOfImage(image);
  const isNamed = target.base.reference.digest !== undefined || image.distribution?.version !== undefined;
  return runs && isNamed && (support === undefined || support.ends >= move.input.today) ? "shell-less" : undefined;
}

/** Release, upgrade and packages of a stage that stays on its distribution. */
export function upgradeInPlace(move: Move, target: Stage): { readonly decisions: readonly Decision[] } {
  const scripts = readStageShell(target);
  const calls = scripts.flatMap((script) => packageCalls(script));
  return { decisions: joinInsertions([...upgrade(move, target, scripts), ...neededPackages(move.input, target), ...packages(move, calls)]) };
}

/** The base that the stage runs on, and why. A named release that is supported stays; `latest` and what is past its end become the current one. */
export function keptReference(move: Move, target: Stage): { readonly reference: string; readonly baseDecisions: readonly Decision[] } {
  const common = { id: "runtime-base", question: "Which image does it run on?", answer: "adapt", rule: "no-latest-tag" } as const;
  const image = imageOf(target);
  if (image === undefined) return { reference: move.choice.reference, baseDecisions: move.choice.decisions };
  const { written, reason } = image;
  const changed = mustChange(move, target);
  if (changed === undefined) {
    return { reference: written, baseDecisions: [{ ...common, outcome: `${written} stays: ${reason}`, evidence: [evidenceAt(move.input, target.base.range, `runs on ${written}`)], edits: [] }] };
  }
  const edits: readonly Edit[] = [{ range: target.base.range, text: move.choice.reference }];
  return { reference: move.choice.reference, baseDecisions: [{ ...common, outcome: `${move.choice.reference} instead of ${written}: a release that is named and supported`, evidence: [evidenceAt(move.input, target.base.range, changed)], edits }] };
}

function imageOf(target: Stage): { readonly written: string; readonly reason: string } | undefined {
  if (target.base.kind !== "image") return undefined;
  const { reference } = target.base;
  const image = findImage(reference);
  const support = image && supportOfImage(image);
  return { written: reference.text, reason: support === undefined ? "the release is named" : `the release is named, and supported until ${support.ends}` };
}

function mustChange(move: Move, target: Stage): string | undefined {
  if (target.base.kind !== "image") return undefined;
  const { reference } = target.base;
  const image = findImage(reference);
  if (image?.name !== "alpine") return undefined;
  const support = supportOfImage(image);
  if (support !== undefined && support.ends < move.input.today) return `runs on ${reference.text}, whose support ended on ${support.ends}`;
  const isNamed = reference.digest !== undefined || image.distribution?.version !== undefined;
  return isNamed ? undefined : `runs on ${reference.text}, which is another release whenever one comes out`;
}

/** In the layer that installs, else in one of its own; a digest promises content that an upgrade would change. */
function upgrade(move: Move, target: Stage, scripts: readonly ShellScript[]): readonly Decision[] {
  const pinned = target.base.kind === "image" && target.base.reference.digest !== undefined;
  const calls = scripts.flatMap((script) => packageCalls(script));
  if (pinned || calls.some((call) => call.action === "upgrade")) return [];
  const install = calls.find((call) => call.manager === "apk" && call.action === "install");
  const inserted = install === undefined ? undefined : insertCommand(scripts, install.command, "apk upgrade --no-cache");
  const edit = inserted ?? insertAfter(target.from, ["RUN apk upgrade --no-cache"], move.input.subject.source);
  return [
    {
      id: "updates",
      question: "Does it have the latest fixes?",
      answer: "adapt",
      outcome: "apk upgrade --no-cache, in the layer that installs packages",
      evidence: [evidenceAt(move.input, target.from.range, "takes the base's packages as they are")],
      edits: [edit],
      rule: "require-security-updates",
    },
  ];
}

/** Programs that nothing starts go: their packages are only there for whoever breaks in. */
function packages(move: Move, calls: readonly PackageCall[]): readonly Decision[] {
  const { application, input } = move;
  const started = valueOf(application.start);
  const isCertain = application.looked.length > 0 && started !== undefined && application.needs.programs.every((program) => program.name !== undefined);
  if (!isCertain) return [];
  const needed = new Set(["ca-certificates", "tzdata", ...application.needs.programs.map((program) => program.name ?? ""), ...application.files.flatMap((file) => (file.stated === true ? [fileNameOf(file.path)] : []))]);
  return calls
    .filter((call) => call.manager === "apk" && call.action === "install")
    .flatMap((call): Decision[] => {
      const needless = call.packages.filter((item) => item.certain && NEEDLESS.has(item.name) && !needed.has(item.name));
      if (needless.length === 0 || needless.length === call.packages.length || !needless.every((item) => item.word.editable)) return [];
      return [
        {
          id: "packages",
          question: "Which packages does it need to run?",
          answer: "adapt",
          outcome: `without ${needless.map((item) => item.name).join(", ")}: the program starts none of them`,
          evidence: [...needless.map((item) => evidenceAt(input, item.word.range, `installs ${item.name}`)), ...application.looked],
          edits: needless.map((item): Edit => ({ range: { start: spaceBefore(input.subject.source.text, item.word.range.start), end: item.word.range.end }, text: "" })),
          rule: "no-build-tools-at-runtime",
        },
      ];
    });
}

/** Programs that people install into a runtime stage for building, fetching or looking around. */
const NEEDLESS = new Set(["git", "curl", "wget", "bash", "make", "gcc", "g++", "build-base", "musl-dev", "vim", "nano", "htop", "strace", "tcpdump", "bind-tools", "busybox-extras", "openssh", "openssh-client", "go", "jq"]);

function spaceBefore(text: string, start: number): number {
  return start > 0 && text[start - 1] === " " ? start - 1 : start;
}
