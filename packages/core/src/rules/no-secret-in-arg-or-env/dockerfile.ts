import { fileNameOf } from "../../context/path.ts";
import type { Stage } from "../../dockerfile/model.ts";
import type { Argument, Instruction, KeyValue } from "../../dockerfile/syntax.ts";
import { isSecretName, wordsOfName } from "../../knowledge/secret-name.ts";
import { isPlaceholder } from "../../knowledge/secret-value.ts";
import { effectiveInstruction } from "../../facts/build/build-commands.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Fix, Problem, Severity } from "../rule.ts";
import { severityOf } from "../severity.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const { argument } of subject.model.globalArguments) yield* problemOf(argument, "ARG", "global", undefined, undefined);
  for (const stage of subject.model.stages) {
    const place = subject.isRuntime(stage) ? "running" : "thrown-away";
    for (const outer of stage.instructions) {
      const instruction = effectiveInstruction(outer);
      if (instruction.keyword !== "ENV" && instruction.keyword !== "ARG") continue;
      for (const argument of instruction.arguments) yield* problemOf(argument, instruction.keyword, place, stage, outer);
    }
  }
  for (const outer of subject.model.orphans) {
    const instruction = effectiveInstruction(outer);
    if (instruction.keyword === "ENV") for (const argument of instruction.arguments) yield* problemOf(argument, "ENV", "running", undefined, outer);
  }
}

type Place = "global" | "running" | "thrown-away";
/** What a declaration gives: nothing yet, a default that someone should replace, another variable's value, a value. */
type Content = "empty" | "placeholder" | "variable" | "value";

function* problemOf(argument: Argument, keyword: "ENV" | "ARG", place: Place, stage: Stage | undefined, instruction: Instruction | undefined): Iterable<Problem> {
  const pair = argument.pair;
  if (pair === undefined || !isSecretName(pair.key)) return;
  const content = contentOf(argument, pair, stage, instruction);
  if (content === undefined) return;
  yield {
    range: pair.keyRange,
    message: keyword === "ENV" ? environmentMessage(pair.key, content, place) : argumentMessage(pair.key, content, place),
    severity: keyword === "ENV" ? environmentSeverity(content, place) : argumentSeverity(content, place),
    fix: FIXES[keyword],
  };
}

/** What a declaration holds; undefined when its value shows that it is no secret: a path, a URL, a switch. */
function contentOf(argument: Argument, pair: KeyValue, stage: Stage | undefined, instruction: Instruction | undefined): Content | undefined {
  if (pair.value === undefined || pair.value === "") return "empty";
  const expanded = stage === undefined || instruction === undefined || pair.rawValue === undefined ? undefined : stage.variablesAt(instruction).expand(pair.rawValue);
  if (argument.variables.length > 0 && (expanded === undefined || expanded === "")) return "variable";
  const value = expanded ?? pair.value;
  if (isSwitch(value, pair.key) || isPlace(value)) return undefined;
  return isPlaceholder(value) || isDigit(value) ? "placeholder" : "value";
}

/** `AUTH=1` switches something on; a password of 1 is a poor password. */
function isSwitch(value: string, name: string): boolean {
  if (isDigit(value)) return wordsOfName(name).at(-1) === "auth";
  return ["true", "false", "yes", "no", "on", "off", "none", "null", "basic", "bearer", "oidc", "jwt", "local"].includes(value.toLowerCase());
}

function isDigit(value: string): boolean {
  return value === "0" || value === "1";
}

/** A path, a URL or the name of something in a cloud: it says where a secret is, not what it is. */
function isPlace(value: string): boolean {
  const name = fileNameOf(value);
  const dot = name.lastIndexOf(".");
  if (name.length < value.length && dot > 0 && name.length - dot <= 6) return true;
  return ["/", "./", "../", "~/", "file:", "arn:"].some((start) => value.startsWith(start)) || value.includes("://");
}

function environmentSeverity(content: Content, place: Place): Severity {
  if (content === "empty") return severityOf({ gain: 1, likelihood: 1, spread: 1 });
  if (place !== "running") return severityOf({ gain: 3, likelihood: 2, spread: 1 });
  return content === "placeholder" ? severityOf({ gain: 2, likelihood: 2, spread: 1 }) : severityOf({ gain: 3, likelihood: 3, spread: 2 });
}

function argumentSeverity(content: Content, place: Place): Severity {
  if (place === "global") return severityOf({ gain: 3, likelihood: 1, spread: content === "value" ? 2 : 1 });
  return place === "running" ? severityOf({ gain: 3, likelihood: 2, spread: 2 }) : severityOf({ gain: 3, likelihood: 1, spread: 2 });
}

function environmentMessage(name: string, content: Content, place: Place): string {
  if (content === "empty") return `ENV declares ${name} without a value: the image holds no secret, but a value given at run time is shown to everyone who can inspect the container.`;
  if (place !== "running") return `ENV ${name} puts a secret into the build cache of a stage that is thrown away, and into the file: whoever reads either has it.`;
  if (content === "placeholder") return `ENV ${name} gives every container the same well-known value, which stays in force wherever nobody replaces it.`;
  if (content === "variable") return `ENV ${name} takes its value from the build and keeps it in the image: whoever can pull the image reads it with "docker inspect".`;
  return `ENV ${name} puts a secret into the image: whoever can pull the image reads it with "docker inspect".`;
}

function argumentMessage(name: string, content: Content, place: Place): string {
  const start = content === "value" ? `ARG ${name} has a secret as its default, which stands in the file` : `ARG ${name} takes a secret as a build argument`;
  if (place === "global") return `${start}; build arguments are kept in the build's provenance.`;
  if (place === "thrown-away") return `${start}; it stays in the build cache and in the provenance of the build, though this stage is thrown away.`;
  return `${start}; the image's history keeps it, and whoever can pull the image reads it with "docker history".`;
}

const FIXES: Readonly<Record<"ENV" | "ARG", Fix>> = {
  ENV: { kind: "suggested", description: "Give the secret to the container at run time as a file, and let the application read that file", edits: [] },
  ARG: { kind: "suggested", description: "Mount the secret for the command that needs it: RUN --mount=type=secret,id=NAME", edits: [] },
};
