import type { Command, Option } from "./command.ts";

export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

/** A completion script made from the command table. */
export function completionScript(shell: Shell, commands: readonly Command[], rules: readonly string[]): string {
  if (shell === "fish") return fish(commands, rules);
  const script = bash(commands, rules);
  return shell === "bash" ? script : `#compdef bulwark\nautoload -U +X bashcompinit && bashcompinit\n${script}`;
}

function bash(commands: readonly Command[], rules: readonly string[]): string {
  const cases = commands.map((command) => {
    const words = [...command.options.map((option) => `--${option.name}`), ...positionalWords(command, rules)];
    return `    ${command.name}) words="${words.join(" ")}" ;;`;
  });
  const values = valueCases(commands).map(([name, choices]) => `    --${name}) COMPREPLY=($(compgen -W "${choices.join(" ")}" -- "$current")); return ;;`);
  return `_bulwark() {
  local current previous words
  current="\${COMP_WORDS[COMP_CWORD]}"
  previous="\${COMP_WORDS[COMP_CWORD-1]}"
  case "$previous" in
${values.join("\n")}
  esac
  case "\${COMP_WORDS[1]}" in
${cases.join("\n")}
    *) words="${commands.map((command) => command.name).join(" ")} --help --version" ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current") $(compgen -f -- "$current"))
}
complete -o filenames -F _bulwark bulwark
`;
}

function fish(commands: readonly Command[], rules: readonly string[]): string {
  const names = commands.map((command) => command.name).join(" ");
  const lines = commands.flatMap((command) => [
    `complete -c bulwark -n "not __fish_seen_subcommand_from ${names}" -a ${command.name} -d '${quote(command.summary)}'`,
    ...command.options.map((option) => `complete -c bulwark -n "__fish_seen_subcommand_from ${command.name}" ${fishOption(option)} -d '${quote(option.description)}'`),
    ...positionalWords(command, rules).map((word) => `complete -c bulwark -n "__fish_seen_subcommand_from ${command.name}" -f -a ${word}`),
  ]);
  return `${lines.join("\n")}\n`;
}

function fishOption(option: Option): string {
  const short = option.short === undefined ? "" : ` -s ${option.short}`;
  const value = option.value === undefined ? "" : option.choices === undefined ? " -r" : ` -x -a '${option.choices.join(" ")}'`;
  return `-l ${option.name}${short}${value}`;
}

function positionalWords(command: Command, rules: readonly string[]): readonly string[] {
  if (command.positionals.complete === "rules") return rules;
  return command.positionals.complete === "shells" ? SHELLS : [];
}

function valueCases(commands: readonly Command[]): readonly (readonly [string, readonly string[]])[] {
  const found = new Map<string, readonly string[]>();
  for (const option of commands.flatMap((command) => command.options)) if (option.choices !== undefined) found.set(option.name, option.choices);
  return [...found];
}

function quote(text: string): string {
  return text.replaceAll("'", "\\'");
}
