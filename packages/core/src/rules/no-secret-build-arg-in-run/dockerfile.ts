import { readMounts } from "../../dockerfile/read-mounts.ts";
import type { Stage } from "../../dockerfile/model.ts";
import { isSecretName } from "../../knowledge/secret-name.ts";
import type { Command, ShellScript, Word } from "../../shell/command.ts";
import { buildScripts, effectiveInstruction } from "../../facts/build/build-commands.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Fix, Problem } from "../rule.ts";
import { severityOf } from "../severity.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const stage of subject.model.stages) {
    for (const script of buildScripts(subject, stage)) {
      for (const [name, word] of secretArguments(stage, script)) {
        const running = subject.isRuntime(stage);
        const kept = running ? 'the image\'s history, where "docker history" shows it' : "the build cache and the provenance of the build";
        yield {
          range: word.range,
          message: `This RUN uses the build argument ${name}: its value stays in ${kept}.`,
          severity: running ? severityOf({ gain: 3, likelihood: 2, spread: 2 }) : severityOf({ gain: 3, likelihood: 1, spread: 2 }),
          fix: mountFix(script, name),
        };
      }
    }
  }
}

/** Each build argument that is named like a secret, with the first word that expands it. */
function secretArguments(stage: Stage, script: ShellScript): ReadonlyMap<string, Word> {
  const found = new Map<string, Word>();
  let scope: ReturnType<Stage["variablesAt"]> | undefined;
  let given: ReadonlySet<string> | undefined;
  for (const command of script.commands) {
    for (const word of wordsOf(command)) {
      for (const name of word.variables) {
        if (found.has(name) || !isSecretName(name)) continue;
        scope ??= stage.variablesAt(script.instruction);
        given ??= givenNames(script);
        if (scope.get(name)?.kind === "arg" && !given.has(name)) found.set(name, word);
      }
    }
  }
  return found;
}

function* wordsOf(command: Command): Iterable<Word> {
  yield* command.words;
  for (const { value } of command.assignments) if (value !== undefined) yield value;
  for (const { target } of command.redirections) if (target !== undefined) yield target;
  for (const wrapper of command.wrappers) yield* wrapper.words;
}

/** Names that the RUN gets otherwise: from a secret mount, or by an assignment in its own script. */
function givenNames(script: ShellScript): ReadonlySet<string> {
  const names = new Set<string>();
  for (const mount of readMounts(effectiveInstruction(script.instruction))) {
    const variable = mount.type === "secret" ? mount.options.get("env") : undefined;
    if (variable !== undefined) names.add(variable.value);
  }
  for (const command of script.commands) {
    if (command.words.length === 0) for (const assignment of command.assignments) names.add(assignment.name);
    if (command.name !== "export" && command.name !== "declare" && command.name !== "readonly") continue;
    for (const word of command.words.slice(1)) names.add(word.text.slice(0, Math.max(0, word.text.indexOf("="))));
  }
  return names;
}

function mountFix(script: ShellScript, name: string): Fix {
  const id = name.toLowerCase();
  const instruction = effectiveInstruction(script.instruction);
  const isPlain = instruction.form === "shell" && instruction.heredocs.length === 0 && (script.dialect === "sh" || script.dialect === "bash");
  const mount = { range: { start: instruction.keywordRange.end, end: instruction.keywordRange.end }, text: ` --mount=type=secret,id=${id}` };
  const start = script.text.toSource(0);
  const read = { range: { start, end: start }, text: `export ${name}="$(cat /run/secrets/${id})" && ` };
  return {
    kind: "suggested",
    description: `Mount the secret, delete ARG ${name}, and build with --secret id=${id},env=${name} in place of --build-arg ${name}`,
    edits: isPlain ? [mount, read] : [],
  };
}
