import type { Command, Option } from "./command.ts";

/** `bulwark --help`. */
export function overview(commands: readonly Command[], version: string): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  return `bulwark ${version}: finds what makes a container setup unsafe, and rewrites it so that it is safe

Usage: bulwark [COMMAND] [PATH...]

Without a command, every Dockerfile below this folder is found, judged and graded.

Commands:
${commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`).join("\n")}

Examples:
  bulwark                        judge every Dockerfile below this folder
  bulwark harden                 write hardened Dockerfiles and the guide for this project
  bulwark explain no-root-user   why a rule matters, and what to do

Exit codes: 0 clean; 1 a finding at or above --fail-on; 2 wrong usage or configuration; 3 something could not be read or decided.
bulwark COMMAND --help says more.
`;
}

/** `bulwark COMMAND --help`. */
export function commandHelp(command: Command): string {
  const rows = command.options.map((option) => [optionUsage(option), describe(option)] as const);
  const width = Math.max(...rows.map(([usage]) => usage.length));
  const examples = command.examples.map((example) => `  ${example.line}\n      ${example.does}`).join("\n");
  return `${command.summary}

Usage: bulwark ${command.name} [OPTIONS] ${command.positionals.usage}

Options:
${rows.map(([usage, description]) => `  ${usage.padEnd(width)}  ${description}`).join("\n")}

Examples:
${examples}
`;
}

function optionUsage(option: Option): string {
  const short = option.short === undefined ? "    " : `-${option.short}, `;
  return `${short}--${option.name}${option.value === undefined ? "" : ` ${option.value}`}`;
}

function describe(option: Option): string {
  const choices = option.choices === undefined ? "" : ` (${option.choices.join(", ")})`;
  return `${option.description}${choices}${option.multiple === true ? "; may be given several times" : ""}`;
}
