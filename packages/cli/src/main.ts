import { existsSync } from "node:fs";
import { nearest } from "@bulwark/core/source";
import { commandHelp, overview } from "./command-line/help.ts";
import { parseCommandLine } from "./command-line/parse.ts";
import { COMMANDS, DEFAULT_COMMAND } from "./commands/table.ts";
import { EXIT, UsageError, type ExitCode } from "./exit-code.ts";
import { VERSION } from "./version.ts";

async function main(args: readonly string[]): Promise<ExitCode> {
  const [first = "", ...rest] = args;
  if (first === "--version" || first === "-V" || first === "version") return print(`${VERSION}\n`);
  if (first === "--help" || first === "-h" || (first === "help" && rest.length === 0)) return print(overview(COMMANDS, VERSION));
  const name = first === "help" ? (rest[0] ?? "") : first;
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command === undefined) return withoutCommand(first === "help" ? rest : args, first === "help");
  if (first === "help" || asksForHelp(rest)) return print(commandHelp(command));
  const invocation = parseCommandLine(command, rest);
  return (await command.load()).run(invocation);
}

/** `bulwark` alone, or with paths and options of `check`; a word that is neither a command nor a path is a misspelled command. */
async function withoutCommand(args: readonly string[], isHelp: boolean): Promise<ExitCode> {
  const [first = ""] = args;
  const isPath = first === "" || first.startsWith("-") || !/^[a-z-]+$/.test(first) || existsSync(first);
  if (isHelp || !isPath) {
    const near = nearest(first, COMMANDS.map((command) => command.name));
    throw new UsageError(`there is no command ${isHelp ? "" : "and no file "}"${first}"${near === undefined ? "" : `; did you mean "bulwark ${isHelp ? "help " : ""}${near}"?`}`);
  }
  if (asksForHelp(args)) return print(overview(COMMANDS, VERSION));
  return (await DEFAULT_COMMAND.load()).run(parseCommandLine(DEFAULT_COMMAND, args));
}

/** Behind `--` stand paths alone. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return (end === -1 ? args : args.slice(0, end)).some((arg) => arg === "--help" || arg === "-h");
}

function print(text: string): ExitCode {
  process.stdout.write(text);
  return EXIT.clean;
}

/** Our own mistake, said as one: never a green gate, never a page of stack for the person who only wanted an answer. */
function fail(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`bulwark: internal error: ${message}\n  This is a mistake in Bulwark; please report it with the Dockerfile. BULWARK_DEBUG=1 prints where it happened.\n`);
  if (process.env["BULWARK_DEBUG"] === "1" && error instanceof Error) process.stderr.write(`${error.stack ?? ""}\n`);
  process.exit(EXIT.unread);
}

/** A reader that goes away (`| head`) is no error, and does not change the answer; a full disk is one. */
function onWriteError(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED") return;
  process.stderr.write(`bulwark: the result could not be written (${error.code ?? error.message})\n`);
  process.exit(EXIT.unread);
}

process.stdout.on("error", onWriteError);
process.stderr.on("error", () => undefined);

async function start(): Promise<void> {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof UsageError)) fail(error);
    const { printable } = await import("@bulwark/core/report/terminal");
    const help = error.command === undefined ? "bulwark --help" : `bulwark ${error.command} --help`;
    process.stderr.write(`bulwark: ${error.message.split("\n").map(printable).join("\n")}\n  ${help} says what there is.\n`);
    process.exitCode = EXIT.usage;
  }
}

void start();
