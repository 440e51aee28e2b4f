import { known, unknown, type Evidence, type Fact, type Unknown } from "../../source/fact.ts";
import type { SourceText } from "../../source/text.ts";
import { instructionEvidence, lineOf } from "./instruction-evidence.ts";
import type { CommandSetting, HealthcheckSetting, PathSetting, PortSetting } from "../model.ts";
import { readExpose, WIDEST_RANGE } from "../read-ports.ts";
import { readUser } from "../read-user.ts";
import type { ConfigValues } from "./config.ts";
import type { Instruction, Keyword } from "../syntax.ts";
import type { Scope } from "../variables/scope.ts";

/** One instruction where it takes effect. */
export interface Step {
  readonly source: SourceText;
  readonly instruction: Instruction;
  /** The variables that it sees. */
  readonly scope: Scope;
  /** The index of the stage. */
  readonly stage: number;
}

type Effect = (values: ConfigValues, step: Step) => Partial<ConfigValues>;

/** What each instruction changes in the configuration. Source: BuildKit, `dockerfile2llb/convert.go`. */
const EFFECTS: Readonly<Partial<Record<Keyword, Effect>>> = {
  USER: (_, step) => ({ user: mapFact(expanded(step), (text) => readUser(text, step.instruction)) }),
  WORKDIR: ({ workdir }, step) => ({ workdir: changeDirectory(workdir, step) }),
  SHELL: (_, step) => ({ shell: readShell(step) }),
  ENTRYPOINT: resetEntrypoint,
  CMD: ({ shell }, step) => ({ cmd: readCommand(step.instruction, shell, step), cmdStage: step.stage }),
  HEALTHCHECK: ({ shell }, step) => ({ healthcheck: readHealthcheck(shell, step) }),
  EXPOSE: ({ ports }, step) => ({ ports: ports.and(() => exposedPorts(step)) }),
  VOLUME: ({ volumePaths }, step) => ({ volumePaths: volumePaths.and(() => declaredVolumes(step)) }),
  STOPSIGNAL: (_, step) => ({ stopSignal: readStopSignal(step) }),
};

/** The configuration after an instruction; the same object when it changes nothing. */
export function applyInstruction(values: ConfigValues, step: Step): ConfigValues {
  const { keyword } = step.instruction;
  const effect = keyword === undefined ? undefined : EFFECTS[keyword];
  return effect === undefined ? values : { ...values, ...effect(values, step) };
}

/** ENTRYPOINT in a stage that has not set CMD itself forgets the inherited one. */
function resetEntrypoint({ shell, cmd, cmdStage }: ConfigValues, step: Step): Partial<ConfigValues> {
  const entrypoint = readCommand(step.instruction, shell, step);
  if (cmdStage === step.stage) return { entrypoint, cmd };
  return { entrypoint, cmd: known(undefined, { ...evidenceOf(step), observation: "ENTRYPOINT resets the inherited CMD" }) };
}

function changeDirectory(before: Fact<string>, step: Step): Fact<string> {
  const after = expanded(step);
  if (!after.known) return after;
  const path = after.value;
  if (path.includes("\\") || /^[a-z]:/i.test(path)) return refused(step, "is a Windows path, which is left alone");
  const isAbsolute = path.startsWith("/");
  if (!isAbsolute && !before.known) return before;
  const joined = cleanPath(isAbsolute || !before.known ? path : `${before.value}/${path}`);
  return joined.length > LONGEST_PATH ? refused(step, `makes a path of more than ${LONGEST_PATH} characters`) : { ...after, value: joined };
}

const LONGEST_PATH = 4096;

/** An absolute path without `.`, `..`, doubled and trailing slashes. */
function cleanPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

function readShell(step: Step): Fact<readonly string[]> {
  const { instruction } = step;
  if (instruction.form !== "exec" || instruction.arguments.length === 0) return refused(step, "needs a JSON array of strings");
  return known(instruction.arguments.map(({ text }) => text), evidenceOf(step));
}

/** The command of a CMD or ENTRYPOINT, or of the CMD in a HEALTHCHECK; an empty array takes the command away. */
function readCommand(instruction: Instruction, shell: Fact<readonly string[]>, step: Step): Fact<CommandSetting | undefined> {
  if (instruction.form === "exec") {
    const argv = instruction.arguments.map(({ text }) => text);
    return known(argv.length === 0 ? undefined : { form: "exec", argv, instruction }, evidenceOf(step));
  }
  if (!shell.known) return shell;
  return known({ form: "shell", argv: [...shell.value, instruction.body.text.trim()], instruction }, evidenceOf(step));
}

function readHealthcheck(shell: Fact<readonly string[]>, step: Step): Fact<HealthcheckSetting | undefined> {
  const { nested, flags } = step.instruction;
  const kind = nested?.keywordText.toUpperCase();
  if (nested === undefined || (kind !== "CMD" && kind !== "NONE")) return refused(step, "names neither CMD nor NONE");
  if (kind === "NONE") return known(undefined, evidenceOf(step));
  const options = Object.fromEntries(flags.map((flag) => [flag.name, flag.value ?? ""]));
  return mapFact(readCommand(nested, shell, step), (command) =>
    command === undefined ? undefined : { command, options, instruction: step.instruction },
  );
}

function exposedPorts(step: Step): Fact<readonly PortSetting[]> {
  const { ports, unread } = readExpose(step.instruction, step.scope);
  const [first] = unread;
  if (first === undefined) return known(ports, evidenceOf(step));
  const expansion = step.scope.expansion(first.text);
  return refused(step, `cannot be told: ${expansion.certain ? `${first.text} is no port, nor a range of at most ${WIDEST_RANGE}` : expansion.reason}`);
}

function declaredVolumes(step: Step): Fact<readonly PathSetting[]> {
  const paths: PathSetting[] = [];
  for (const { text, range } of step.instruction.arguments) {
    const expansion = step.scope.expansion(text.trim());
    if (!expansion.certain) return refused(step, `cannot be told: ${expansion.reason}`);
    if (expansion.text === "") return refused(step, "names an empty path");
    paths.push({ path: expansion.text, range });
  }
  return known(paths, evidenceOf(step));
}

function readStopSignal(step: Step): Fact<string> {
  const signal = expanded(step);
  return signal.known && signal.value === "" ? refused(step, "names no signal") : signal;
}

/** The one text of an instruction that takes its whole line (USER, WORKDIR, STOPSIGNAL), expanded. */
function expanded(step: Step): Fact<string> {
  const word = step.instruction.arguments[0]?.text ?? "";
  if (word === "") return refused(step, "has no value");
  const expansion = step.scope.expansion(word);
  return expansion.certain ? known(expansion.text, evidenceOf(step)) : refused(step, `cannot be told: ${expansion.reason}`);
}

function mapFact<V, T>(fact: Fact<V>, map: (value: V) => T): Fact<T> {
  return fact.known ? { ...fact, value: map(fact.value) } : fact;
}

function refused({ source, instruction }: Step, why: string): Unknown {
  return unknown(`${instruction.keyword ?? instruction.keywordText} on line ${lineOf(source, instruction)} ${why}`);
}

function evidenceOf({ source, instruction }: Step): Evidence {
  return instructionEvidence(source, instruction);
}
