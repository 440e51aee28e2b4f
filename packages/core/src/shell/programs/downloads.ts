import type { Download } from "../calls.ts";
import type { Command, ShellScript } from "../command.ts";
import { writtenValue } from "./arguments.ts";
import { readDownloadTool, urlFileName, type DownloadCall } from "./download-tools.ts";
import { enclosingCommands, runsStandardInput, runsSubstitution } from "./interpreters.ts";
import { verifications, type Verification } from "./verification.ts";

/** Commands that give their words out again. */
const HANDS_ON = new Set(["cat", "echo", "printf"]);

/** Files that hold hashes or signatures of others, so that a check that names one is about the others too. */
const CHECK_FILE = /sum|sha\d|\.asc$|\.sig$|\.sign$|\.minisig$|\.pem$|manifest|digest/i;

/** The calls of curl, wget, aria2c, httpie and `git clone` in a script. `ADD` of a URL is no command and not among them. */
export function downloads(script: ShellScript): readonly Download[] {
  const calls = script.commands.flatMap((command, index) => {
    const found = readDownloadTool(command);
    return found === undefined ? [] : [{ ...found, command, index }];
  });
  if (calls.length === 0) return [];
  const enclosing = enclosingCommands(script);
  const checks = verifications(script);
  const names = calls.map(({ call, command }) => fileNames(call, command));
  const all = new Set(names.flat());
  const relevant = checks.map((check) => ({ ...check, named: [...check.names].filter((name) => all.has(name)) }));
  return calls.map(({ tool, call, command, index }, at) => ({
    tool,
    urls: call.urls.map((word) => ({ url: word.value, text: writtenValue(word), range: word.range })),
    output: outputOf(call, command),
    insecure: call.insecure,
    failsOnHttpError: call.failsOnHttpError,
    pipedTo: interpreterOf(script, index, enclosing),
    verifiedBy: call.verifiesItself ? command : verifiedBy(tool, index, names[at] ?? [], relevant),
    command,
  }));
}

function outputOf(call: DownloadCall, command: Command): string | undefined {
  if (call.output.kind === "file") return call.output.path;
  return call.output.kind === "standard-output" ? redirectedTo(command) : undefined;
}

function redirectedTo(command: Command): string | undefined {
  const writes = new Set([">", ">>", ">|", "&>", "&>>"]);
  return command.redirections.findLast(({ operator, fileDescriptor }) => writes.has(operator) && (fileDescriptor ?? 1) === 1)?.target?.value;
}

/** The interpreter that runs what is loaded: later in the pipe, or around the substitution. */
function interpreterOf(script: ShellScript, index: number, enclosing: readonly (Command | undefined)[]): Command | undefined {
  const command = script.commands[index];
  if (command === undefined) return undefined;
  for (const later of command.circumstance.pipeline) {
    const other = script.commands[later];
    if (later <= index || other === undefined) continue;
    // Two commands of one list are no neighbours in the pipe: `{ curl a; sh b; } | cat`.
    const sameMember = other.list === command.list && other.listIndex !== command.listIndex;
    if (!sameMember && runsStandardInput(other)) return other;
  }
  for (let at = command.circumstance.substitutedInto; at !== undefined; at = script.commands[at]?.circumstance.substitutedInto) {
    const around = script.commands[at];
    if (around === undefined) return undefined;
    // Output that is itself the command: `sh -c "$(curl …)"` has it in the script of `sh`.
    if (runsSubstitution(around, command.range)) return around.name === undefined ? (enclosing[at] ?? around) : around;
    if (!HANDS_ON.has(around.name ?? "")) return undefined;
  }
  return undefined;
}

/** The names under which a check may speak of what is loaded. */
function fileNames(call: DownloadCall, command: Command): readonly string[] {
  const output = outputOf(call, command);
  const names = call.urls.flatMap((word) => urlFileName(writtenValue(word)) ?? []);
  return output === undefined ? names : [...names, output.slice(output.lastIndexOf("/") + 1)].filter((name) => name !== "");
}

/**
 * A check behind the download that names its file, or none of the files that the script loads (then it may be about all), or one
 * that holds hashes or signatures.
 */
function verifiedBy(tool: Download["tool"], index: number, names: readonly string[], checks: readonly (Verification & { readonly named: readonly string[] })[]): Command | undefined {
  const found = checks.find(({ index: place, command, named }) => {
    if (place <= index || (command.name === "git") !== (tool === "git")) return false;
    return named.length === 0 || named.some((name) => names.includes(name) || CHECK_FILE.test(name));
  });
  return found?.command;
}
