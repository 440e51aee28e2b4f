import { valueOf, type Evidence } from "../source/fact.ts";
import { familiarName } from "../dockerfile/reference.ts";
import type { Decision, HardenInput } from "./plan.ts";
import type { Range } from "../source/text.ts";

const QUESTION = "Can this be hardened?";

/** Reasons for which nothing at all is written: not understood, not ours to touch, or already ours. */
export function refusals(input: HardenInput): readonly Decision[] {
  return [...syntaxErrors(input), ...unfinished(input), ...windows(input), ...stateful(input), ...unusable(input)];
}

function syntaxErrors(input: HardenInput): readonly Decision[] {
  const errors = input.subject.model.syntax.diagnostics.filter((diagnostic) => diagnostic.level === "error");
  return errors.slice(0, 10).map((error) =>
    refuse("syntax", `${error.message} What is not understood is not edited.`, [evidence(input, error.range, "is refused by BuildKit")]),
  );
}

/** What is put behind a last line that goes on would become part of it. */
function unfinished(input: HardenInput): readonly Decision[] {
  const { syntax } = input.subject.model;
  const last = syntax.instructions.at(-1);
  const lines = last === undefined ? [] : input.subject.source.text.slice(last.range.start).split("\n");
  const end = lines.findLast((line) => line.trim() !== "" && !line.trimStart().startsWith("#"))?.trimEnd() ?? "";
  if (last === undefined || last.heredocs.length > 0 || !end.endsWith(syntax.escape)) return [];
  return [refuse("syntax", `the last instruction ends with ${syntax.escape}, so that it goes on in a line that is not there; take it away`, [evidence(input, { start: last.range.end, end: last.range.end }, "is the end of the file's last instruction")])];
}

function windows(input: HardenInput): readonly Decision[] {
  const { model } = input.subject;
  for (const stage of model.stages) {
    if (stage.base.kind !== "image") continue;
    const reference = stage.base.reference;
    const isWindows = familiarName(reference).includes("/windows") || /nanoserver|windowsservercore/.test(reference.tag ?? "");
    if (isWindows) return [refuse("windows", "this is a Windows image; users, capabilities and read-only roots work otherwise there, so it is left alone", [evidence(input, stage.base.range, `is ${reference.text}`)])];
    const shell = valueOf(stage.config.shell)?.[0]?.toLowerCase() ?? "";
    if (shell.includes("powershell") || shell === "cmd") return [refuse("windows", "its SHELL is a Windows shell, which is left alone", [evidence(input, stage.from.range, `the stage's SHELL is ${shell}`)])];
  }
  return [];
}

function stateful(input: HardenInput): readonly Decision[] {
  const base = valueOf(input.subject.posture.base);
  const stage = input.subject.runtimeStages.at(-1);
  if (base?.image?.role !== "stateful" || stage === undefined) return [];
  return [
    refuse(
      "stateful",
      `${base.image.name} keeps data under its own account; another base or user would make existing volumes unreadable, so its Dockerfile is left alone. Harden how it is run: drop all capabilities but CHOWN, SETUID, SETGID, DAC_OVERRIDE and FOWNER, no-new-privileges, a read-only root with its data folder as a volume`,
      [evidence(input, stage.base.range, `is ${base.image.name}, a database or another service that keeps data`)],
    ),
  ];
}

function unusable(input: HardenInput): readonly Decision[] {
  const { target, model, source } = input.subject;
  if (target === undefined || model.isFragment) {
    return [refuse("fragment", "there is no FROM: this is a fragment, and what it becomes part of is not known", [{ path: source.path, line: 1, observation: "has no FROM" }])];
  }
  const trigger = model.stages.flatMap((stage) => stage.instructions).find((instruction) => instruction.keyword === "ONBUILD");
  if (trigger) return [refuse("onbuild", "it has ONBUILD triggers, which run in other people's builds; what they need is not known here", [evidence(input, trigger.range, "is an ONBUILD trigger")])];
  const unknown = input.subject.runtimeStages.find((stage) => stage.base.kind === "unknown");
  if (unknown?.base.kind === "unknown") return [refuse("base", `its base is not known: ${unknown.base.reason}; give the ARG a default or pass --build-arg`, [evidence(input, unknown.base.range, `is FROM ${unknown.base.text}`)])];
  return [];
}

function refuse(id: string, outcome: string, evidence: readonly Evidence[]): Decision {
  return { id, question: QUESTION, answer: "refuse", outcome, evidence, edits: [] };
}

function evidence(input: HardenInput, range: Range, observation: string): Evidence {
  return { path: input.subject.source.path, line: input.subject.source.position(range.start).line, range, observation };
}
