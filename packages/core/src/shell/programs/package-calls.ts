import type { PackageCall, PackageManager } from "../calls.ts";
import type { Command, ShellScript, Word } from "../command.ts";
import { readArguments, writtenValue, type ReadArguments, type ReadOption } from "./arguments.ts";
import { PACKAGE_MANAGERS, pacmanAction, type ManagerGrammar, type PackageAction } from "./package-managers.ts";

/** Actions whose operands are packages. */
const NAMES_PACKAGES = new Set<PackageAction>(["install", "upgrade", "remove"]);

const ALIASES: Readonly<Record<string, PackageManager>> = { pip2: "pip", pip3: "pip", dnf5: "dnf", yarnpkg: "yarn", "composer.phar": "composer" };

/** The calls of package managers in a script, also `python -m pip`, `uv pip` and `add-apt-repository`. */
export function packageCalls(script: ShellScript): readonly PackageCall[] {
  return script.commands.flatMap((command) => readCall(command) ?? []);
}

function readCall(command: Command): PackageCall | undefined {
  const { name, words } = command;
  if (name === "add-apt-repository" || name === "apt-add-repository") return repositoryCall(command);
  const found = findManager(name, words);
  if (found === undefined) return undefined;
  const grammar = PACKAGE_MANAGERS[found.manager];
  const read = readArguments(words.slice(found.start), grammar.options);
  const { action, actionWord, operands } = findAction(found.manager, grammar, read);
  const options = read.options.map(({ name, value, word }) => ({ name, value, word }));
  return { manager: found.manager, action, packages: readPackages(grammar, action, operands, read.options), options, actionWord, command };
}

function repositoryCall(command: Command): PackageCall {
  const { options } = readArguments(command.words.slice(1), { short: "kPSUsc", long: ["--keyserver", "--ppa", "--cloud", "--uri", "--sourceslist", "--component", "--pocket"] });
  return { manager: "apt", action: "add-repository", packages: [], options: options.map(({ name, value, word }) => ({ name, value, word })), actionWord: undefined, command };
}

function findManager(name: string | undefined, words: readonly Word[]): { manager: PackageManager; start: number } | undefined {
  if (name === undefined) return undefined;
  if (isManager(name)) return { manager: name, start: 1 };
  const alias = Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined;
  if (alias !== undefined) return { manager: alias, start: 1 };
  if (isVersioned(name, "pip")) return { manager: "pip", start: 1 };
  if (name === "uv" && words[1]?.value === "pip") return { manager: "pip", start: 2 };
  if (name === "php" && words[1]?.value !== undefined && /(?:^|\/)composer(?:\.phar)?$/.test(words[1].value)) return { manager: "composer", start: 2 };
  if (!isVersioned(name, "python") && !isVersioned(name, "pypy")) return undefined;
  const at = words.findIndex((word) => word.value === "-m");
  const options = words.slice(1, at).every((word) => word.value?.startsWith("-") === true);
  return at > 0 && options && words[at + 1]?.value === "pip" ? { manager: "pip", start: at + 2 } : undefined;
}

function isManager(name: string): name is PackageManager {
  return Object.hasOwn(PACKAGE_MANAGERS, name);
}

/** `pip`, `pip3`, `pip3.12`. */
function isVersioned(name: string, program: string): boolean {
  return name.startsWith(program) && /^[0-9.]*$/.test(name.slice(program.length));
}

interface FoundAction {
  readonly action: PackageAction;
  readonly actionWord: Word | undefined;
  readonly operands: readonly Word[];
}

function findAction(manager: PackageManager, grammar: ManagerGrammar, { options, operands }: ReadArguments): FoundAction {
  if (manager === "pacman") return { action: pacmanAction(options, operands.length > 0), actionWord: options.find(({ name }) => /^-[SURQTD]$/.test(name))?.word, operands };
  if (grammar.optionActions !== undefined) {
    const found = grammar.optionActions.find((entry) => options.some(({ name }) => entry.options.includes(name)));
    return { action: found?.action ?? "other", actionWord: options.find(({ name }) => found?.options.includes(name))?.word, operands };
  }
  const rest = operands.filter((word) => manager !== "cargo" || !writtenValue(word).startsWith("+"));
  const [first, second] = rest;
  if (first === undefined) {
    const bare = options.every(({ name }) => name !== "--version" && name !== "-v" && name !== "--help");
    return { action: bare ? (grammar.bare ?? "other") : "other", actionWord: undefined, operands: [] };
  }
  const both = `${first.value} ${second?.value}`;
  if (Object.hasOwn(grammar.actions, both)) return { action: grammar.actions[both] ?? "other", actionWord: second, operands: rest.slice(2) };
  const one = first.value ?? "";
  return { action: Object.hasOwn(grammar.actions, one) ? (grammar.actions[one] ?? "other") : "other", actionWord: first, operands: rest.slice(1) };
}

function readPackages(grammar: ManagerGrammar, action: PackageAction, operands: readonly Word[], options: readonly ReadOption[]): PackageCall["packages"] {
  if (!NAMES_PACKAGES.has(action)) return [];
  const versioned = operands.length === 1 ? options.findLast(({ name }) => grammar.versionOptions?.includes(name) === true) : undefined;
  return operands.map((word) => {
    const { name, version } = grammar.split(writtenValue(word));
    return { name, version: version ?? versioned?.value ?? versioned?.valueWord?.text, word, certain: word.value !== undefined };
  });
}
