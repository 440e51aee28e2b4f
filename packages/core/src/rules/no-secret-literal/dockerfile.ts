import type { Stage } from "../../dockerfile/model.ts";
import type { Instruction } from "../../dockerfile/syntax.ts";
import { isSecretName } from "../../knowledge/secret-name.ts";
import { findSecretValues, looksGenerated } from "../../knowledge/secret-value.ts";
import type { MappedText } from "../../source/mapped-text.ts";
import type { Range } from "../../source/text.ts";
import { effectiveInstruction } from "../../facts/build/build-commands.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";
import { severityOf } from "../severity.ts";
import { secretsInCommand } from "./commands.ts";

interface Found {
  readonly kind: string;
  readonly range: Range;
}

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const { instruction } of subject.model.globalArguments) yield* problemsOf(instruction, [], false);
  for (const instruction of subject.model.orphans) yield* problemsOf(instruction, [], true);
  for (const stage of subject.model.stages) {
    const commands = secretsInCommands(subject, stage);
    for (const instruction of stage.instructions) yield* problemsOf(instruction, commands.get(effectiveInstruction(instruction)) ?? [], subject.isRuntime(stage));
  }
}

function secretsInCommands(subject: DockerfileSubject, stage: Stage): ReadonlyMap<Instruction, readonly Found[]> {
  const found = new Map<Instruction, Found[]>();
  for (const script of subject.scripts(stage)) {
    const secrets = script.commands.flatMap(secretsInCommand);
    if (secrets.length === 0) continue;
    const instruction = effectiveInstruction(script.instruction);
    found.set(instruction, [...(found.get(instruction) ?? []), ...secrets]);
  }
  return found;
}

function* problemsOf(outer: Instruction, inCommands: readonly Found[], running: boolean): Iterable<Problem> {
  const instruction = effectiveInstruction(outer);
  const texts = [instruction.body, ...instruction.heredocs.map((heredoc) => heredoc.content)];
  const found = [...texts.flatMap(inText), ...generatedValues(instruction), ...inCommands].sort((a, b) => a.range.start - b.range.start);
  let end = 0;
  for (const secret of found) {
    if (secret.range.start < end) continue;
    end = secret.range.end;
    yield {
      range: secret.range,
      message: `${instruction.keywordText} holds ${secret.kind}: ${running ? "whoever reads the file or pulls the image has it" : "whoever reads the file or the build cache has it"}, so it must be revoked.`,
      severity: running ? severityOf({ gain: 3, likelihood: 3, spread: 3 }) : severityOf({ gain: 3, likelihood: 1, spread: 3 }),
      fix: { kind: "suggested", description: "Revoke the secret, and mount the new one where it is needed: RUN --mount=type=secret,id=NAME", edits: [] },
    };
  }
}

function inText(text: MappedText): readonly Found[] {
  return findSecretValues(text.text).map(({ kind, range }) => ({ kind, range: text.toSourceRange(range) }));
}

/** Values of `ENV`, `ARG` and `LABEL` that are named like a secret and look generated. */
function generatedValues(instruction: Instruction): readonly Found[] {
  return instruction.arguments.flatMap(({ pair, variables }) => {
    if (pair?.value === undefined || pair.valueRange === undefined || variables.length > 0) return [];
    return isSecretName(pair.key) && looksGenerated(pair.value) ? [{ kind: `a generated secret in ${pair.key}`, range: pair.valueRange }] : [];
  });
}
