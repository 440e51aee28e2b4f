import type { Stage } from "../../dockerfile/model.ts";
import type { Command, ShellScript } from "../../shell/command.ts";
import type { Edit } from "../../source/edit.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const stage of subject.model.stages) {
    for (const script of subject.scripts(stage)) {
      const problem = problemOf(subject, stage, script);
      if (problem !== undefined) yield problem;
    }
  }
}

function problemOf(subject: DockerfileSubject, stage: Stage, script: ShellScript): Problem | undefined {
  const uses = script.commands.flatMap((command) => sudoOf(command).map((wrapper) => ({ command, wrapper })));
  const [first] = uses;
  if (first === undefined) return undefined;
  const user = stage.configAt(script.instruction).user;
  const isRoot = user.known && (user.value.user === "root" || Number(user.value.user) === 0);
  const edits = isRoot ? uses.map(({ wrapper }) => removal(subject, wrapper)) : [];
  const complete = edits.filter((edit) => edit !== undefined);
  const removable = complete.length > 0 && complete.length === uses.length;
  return {
    range: first.wrapper.words[0]?.range ?? first.wrapper.range,
    message: isRoot
      ? "sudo adds nothing here, since the step already runs as root; it only makes the image carry a set-uid root program."
      : "sudo makes the image carry a set-uid root program and a rule that lets the application's account become root.",
    ...(subject.isRuntime(stage) ? {} : { severity: "low" as const }),
    fix: removable
      ? { kind: "behavioural", description: "Drop sudo: the step runs as root already", edits: complete }
      : { kind: "suggested", description: "Do this before the last USER, as root, without sudo", edits: [] },
  };
}

function sudoOf(command: Command): Command["wrappers"] {
  const self = command.name === "sudo" ? [{ name: "sudo", words: command.words, range: command.range }] : [];
  return [...command.wrappers.filter((wrapper) => wrapper.name === "sudo"), ...self];
}

/** Only the bare word can go: an option or a variable behind it changes what the command sees. */
function removal(subject: DockerfileSubject, wrapper: Command["wrappers"][number]): Edit | undefined {
  const [word, ...more] = wrapper.words;
  if (word?.editable !== true || more.length > 0) return undefined;
  const { text } = subject.source;
  let end = word.range.end;
  while (text[end] === " " || text[end] === "\t") end++;
  const next = text[end];
  return next === "\\" || next === "\r" || next === "\n" ? { range: word.range, text: "" } : { range: { start: word.range.start, end }, text: "" };
}
