import { parseArgs } from "node:util";
import { nearest } from "@bulwark/core/source";
import { UsageError } from "../exit-code.ts";
import { type Command, type Invocation, Values } from "./command.ts";

/** Read the arguments behind a command's name. @throws UsageError for what the command does not know. */
export function parseCommandLine(command: Command, args: readonly string[]): Invocation {
  const options = Object.fromEntries(
    command.options.map((option) => [
      option.name,
      { type: option.value === undefined ? ("boolean" as const) : ("string" as const), multiple: true as const, ...(option.short === undefined ? {} : { short: option.short }) },
    ]),
  );
  checkNames(command, args);
  const { values, positionals } = readArguments(command, args, options);
  if (positionals.length > command.positionals.most) {
    throw new UsageError(`${command.name} takes ${command.positionals.most === 0 ? "no arguments" : `at most ${command.positionals.most}`}, and "${positionals[command.positionals.most] ?? ""}" is one too many`, command.name);
  }
  const given = new Map(Object.entries(values).map(([name, value]) => [name, (Array.isArray(value) ? value : [value]).map(String)]));
  for (const option of command.options) checkChoice(option.name, option.choices, given.get(option.name), command);
  return { positionals, values: new Values(given) };
}

type Options = Record<string, { type: "boolean" | "string"; multiple: true; short?: string }>;

function readArguments(command: Command, args: readonly string[], options: Options): { values: Record<string, unknown>; positionals: string[] } {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const [about = error.message] = error.message.split(". ")[0]?.split("\n") ?? [];
    throw new UsageError(about.charAt(0).toLowerCase() + about.slice(1), command.name);
  }
}

/** An unknown option is never ignored: a gate with a misspelled threshold would be green for the wrong reason. */
function checkNames(command: Command, args: readonly string[]): void {
  const letters = new Set(command.options.map((option) => option.short));
  const names = command.options.map((option) => `--${option.name}`);
  const withValue = new Set(command.options.flatMap((option) => (option.value === undefined ? [] : [`--${option.name}`, `-${option.short ?? ""}`])));
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? "";
    if (arg === "--") return;
    if (withValue.has(arg)) index++;
    const letter = arg.startsWith("-") && !arg.startsWith("--") ? arg.charAt(1) : "";
    if (letter !== "" && !letters.has(letter)) throw new UsageError(`${command.name} has no option -${letter}`, command.name);
    if (!arg.startsWith("--")) continue;
    const name = arg.split("=")[0] ?? arg;
    if (names.includes(name)) continue;
    const near = nearest(name, names);
    throw new UsageError(`${command.name} has no option ${name}${near === undefined ? "" : `; did you mean ${near}?`}`, command.name);
  }
}

function checkChoice(name: string, choices: readonly string[] | undefined, values: readonly string[] | undefined, command: Command): void {
  if (choices === undefined || values === undefined) return;
  for (const value of values) {
    if (choices.includes(value)) continue;
    const near = nearest(value, choices);
    throw new UsageError(`--${name} takes ${choices.join(", ")}, not "${value}"${near === undefined ? "" : `; did you mean "${near}"?`}`, command.name);
  }
}
