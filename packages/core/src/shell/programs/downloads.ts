import type { Download } from "../calls.ts";
import type { Command, ShellScript } from "../command.ts";
import { writtenValue } from "./arguments.ts";
import { readDownloadTool, urlFileName, type DownloadCall } from "./download-tools.ts";
import { enclosingCommands, runsStandardInput, runsSubstitution } from "./interpreters.ts";
import { verifications, type Verification } from "./verification.ts";

/** No file has the empty name. */
const ANY = "";

/** How far down a pipe an interpreter is looked for. */
const MAX_PIPE = 32;

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
  const ofSources = checksByName(checks.filter(({ command }) => command.name === "git"), all);
  const ofFiles = checksByName(checks.filter(({ command }) => command.name !== "git"), all);
  return calls.map(({ tool, call, command, index }, at) => ({
    tool,
    urls: call.urls.map((word) => ({ url: word.value, text: writtenValue(word), range: word.range })),
    output: outputOf(call, command),
    insecure: call.insecure,
    failsOnHttpError: call.failsOnHttpError,
    pipedTo: interpreterOf(script, index, enclosing),
    verifiedBy: call.verifiesItself ? command : verifiedBy(index, names[at] ?? [], tool === "git" ? ofSources : ofFiles),
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
  const { pipeline } = command.circumstance;
  const behind = pipeline.indexOf(index) + 1;
  for (const later of pipeline.slice(behind, behind + MAX_PIPE)) {
    const other = script.commands[later];
    if (other === undefined) continue;
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
 * The checks by the loaded files that they name; under `ANY` those that may be about all: they name none of the files, or one that
 * holds hashes or signatures.
 */
function checksByName(checks: readonly Verification[], all: ReadonlySet<string>): ReadonlyMap<string, readonly Verification[]> {
  const byName = new Map<string, Verification[]>();
  for (const check of checks) {
    const named = [...check.names].filter((name) => all.has(name));
    const keys = named.length === 0 || named.some((name) => CHECK_FILE.test(name)) ? [...named, ANY] : named;
    for (const key of keys) {
      const others = byName.get(key);
      if (others === undefined) byName.set(key, [check]);
      else others.push(check);
    }
  }
  return byName;
}

/** The first check behind the download that is about its file. */
function verifiedBy(index: number, names: readonly string[], checks: ReadonlyMap<string, readonly Verification[]>): Command | undefined {
  let first: Verification | undefined;
  for (const name of [...names, ANY]) {
    const found = firstBehind(checks.get(name) ?? [], index);
    if (found !== undefined && (first === undefined || found.index < first.index)) first = found;
  }
  return first?.command;
}

/** Checks stand in the order of the script. */
function firstBehind(checks: readonly Verification[], index: number): Verification | undefined {
  let low = 0;
  let high = checks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((checks[middle]?.index ?? 0) > index) high = middle;
    else low = middle + 1;
  }
  return checks[low];
}
