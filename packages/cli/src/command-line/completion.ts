import type { Command, Offered, Option } from "./command.ts";

export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];
export type Offers = Readonly<Record<Offered, readonly string[]>>;

/** A completion script made from the command table. */
export function completionScript(shell: Shell, commands: readonly Command[], offers: Offers): string {
  if (shell === "fish") return fish(commands, offers);
  const script = bash(commands, offers);
  return shell === "bash" ? script : `#compdef bulwark\nautoload -U +X bashcompinit && bashcompinit\n${script}`;
}

/** Words are parted by line ends, so that a file's name may hold spaces; works in the bash 3.2 of macOS, which has no mapfile. */
function bash(commands: readonly Command[], offers: Offers): string {
  const options = commands.flatMap((command) => command.options);
  const choices = new Map(options.flatMap((option) => {
    const words = choicesOf(option, offers);
    return words === undefined ? [] : [[option.name, `    --${option.name}) words='${words.join("\n")}' ;;`] as const];
  }));
  const named = (kind: Option["complete"]): string => [...new Set(options.filter((option) => option.complete === kind).map((option) => `--${option.name}`))].join("|");
  const other = [...new Set(options.filter((option) => option.value !== undefined && option.choices === undefined && option.complete === undefined).map((option) => `--${option.name}`))].join("|");
  return `_bulwark() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words='' files='' IFS=$'\\n'
  case "$previous" in
${[...choices.values()].join("\n")}
    ${named("files")}) files=-f ;;
    ${named("folders")}) files=-d ;;
    ${other}) return ;;
    *)
      if [ "$COMP_CWORD" -eq 1 ]; then
        words='${[...commands.map((command) => command.name), "--help", "--version"].join("\n")}'
        files=-f
      else
        case "\${COMP_WORDS[1]}" in
${commands.map((command) => bashCase(command, offers)).join("\n")}
          *) files=-f ;;
        esac
      fi ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  if [ -n "$files" ] && [[ "$current" != -* ]]; then COMPREPLY+=($(compgen "$files" -- "$current")); fi
}
complete -o filenames -F _bulwark bulwark
`;
}

/** Options where one begins to type one, else what stands behind the command. */
function bashCase(command: Command, offers: Offers): string {
  const words = positionalWords(command, offers);
  const positional = command.positionals.complete === "files" ? "files=-f" : `words='${words.join("\n")}'`;
  return `          ${command.name}) if [[ "$current" == -* ]]; then words='${command.options.map((option) => `--${option.name}`).join("\n")}'; else ${positional}; fi ;;`;
}

function fish(commands: readonly Command[], offers: Offers): string {
  const names = commands.map((command) => command.name).join(" ");
  const lines = commands.flatMap((command) => [
    `complete -c bulwark -n "not __fish_seen_subcommand_from ${names}" -a ${command.name} -d '${quote(command.summary)}'`,
    ...command.options.map((option) => `complete -c bulwark -n "__fish_seen_subcommand_from ${command.name}" ${fishOption(option, offers)} -d '${quote(option.description)}'`),
    ...positionalWords(command, offers).map((word) => `complete -c bulwark -n "__fish_seen_subcommand_from ${command.name}" -f -a ${word}`),
  ]);
  return `${lines.join("\n")}\n`;
}

function fishOption(option: Option, offers: Offers): string {
  const short = option.short === undefined ? "" : ` -s ${option.short}`;
  const choices = choicesOf(option, offers);
  const value = option.value === undefined ? "" : choices === undefined ? " -r" : ` -x -a '${choices.join(" ")}'`;
  return `-l ${option.name}${short}${value}`;
}

function choicesOf(option: Option, offers: Offers): readonly string[] | undefined {
  if (option.complete === "rules" || option.complete === "bases") return offers[option.complete];
  return option.choices;
}

function positionalWords(command: Command, offers: Offers): readonly string[] {
  if (command.positionals.complete === "rules") return offers.rules;
  return command.positionals.complete === "shells" ? SHELLS : [];
}

/** Inside single quotes fish knows two escapes. */
function quote(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("'", "\\'");
}
