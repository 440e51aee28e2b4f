import type { PermissionCall } from "../calls.ts";
import type { Command, ShellScript, Word } from "../command.ts";
import { findOption, readArguments, writtenValue, type OptionGrammar } from "./arguments.ts";

/** Source: coreutils' and libcap's manual pages. */
const OPTIONS: Readonly<Record<PermissionCall["tool"], OptionGrammar>> = {
  chmod: { long: ["--reference"] },
  chown: { long: ["--reference", "--from"] },
  chgrp: { long: ["--reference"] },
  install: { short: "gmotS", long: ["--group", "--mode", "--owner", "--target-directory", "--suffix", "--strip-program"] },
  mkdir: { short: "m", long: ["--mode"] },
  setcap: { short: "n" },
};

/** The calls that set who may do what with a file. */
export function permissionCalls(script: ShellScript): readonly PermissionCall[] {
  return script.commands.flatMap((command) => {
    const { name } = command;
    return name !== undefined && isTool(name) ? [readCall(name, command)] : [];
  });
}

function isTool(name: string): name is PermissionCall["tool"] {
  return Object.hasOwn(OPTIONS, name);
}

function readCall(tool: PermissionCall["tool"], command: Command): PermissionCall {
  const words = command.words.slice(1);
  // `chmod -x file`: a mode that looks like options.
  const end = words.findIndex(({ value }) => value === "--");
  const removal = tool === "chmod" ? words.slice(0, end === -1 ? words.length : end).find((word) => /^-[rwxXstugo]+$/.test(writtenValue(word))) : undefined;
  const { options, operands } = readArguments(words.filter((word) => word !== removal), OPTIONS[tool]);
  const recursive = tool !== "install" && findOption(options, "-R", "--recursive") !== undefined;
  const byReference = findOption(options, "--reference") !== undefined;
  const [first] = operands;
  const common = { tool, recursive, command };
  if (tool === "install" || tool === "mkdir") {
    const mode = findOption(options, "-m", "--mode")?.value;
    const owner = ownership(findOption(options, "-o", "--owner")?.value, findOption(options, "-g", "--group")?.value);
    return { ...common, mode, owner, paths: tool === "mkdir" ? operands : installed(operands, options.some(({ name }) => name === "-d" || name === "--directory"), findOption(options, "-t", "--target-directory")?.valueWord) };
  }
  if (tool === "chmod") {
    if (removal !== undefined || byReference) return { ...common, mode: removal?.value, owner: undefined, paths: operands };
    return { ...common, mode: first?.value, owner: undefined, paths: operands.slice(1) };
  }
  if (tool === "setcap") return { ...common, mode: findOption(options, "-r") === undefined ? first?.value : undefined, owner: undefined, paths: findOption(options, "-r") === undefined ? operands.slice(1) : operands };
  const owner = byReference || first?.value === undefined ? undefined : tool === "chgrp" ? `:${first.value}` : first.value;
  return { ...common, mode: undefined, owner, paths: byReference ? operands : operands.slice(1) };
}

function ownership(owner: string | undefined, group: string | undefined): string | undefined {
  return group === undefined ? owner : `${owner ?? ""}:${group}`;
}

/** What `install` writes to: every operand with `-d`, the target folder, or the last operand. */
function installed(operands: readonly Word[], directories: boolean, target: Word | undefined): readonly Word[] {
  if (directories) return operands;
  return target === undefined ? operands.slice(-1) : [target];
}
