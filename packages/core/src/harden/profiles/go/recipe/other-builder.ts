import type { Command } from "../../../../shell/command.ts";

const BUILDERS = new Set(["make", "task", "just", "mage", "goreleaser", "bazel", "bazelisk", "earthly"]);

/** Whether a command runs a build whose own file says how: `make build`, `./build.sh`. */
export function runsOtherBuilder(command: Command): boolean {
  const path = command.words[0]?.value ?? "";
  const isShell = command.name === "sh" || command.name === "bash";
  return BUILDERS.has(command.name ?? "") || path.endsWith(".sh") || (isShell && command.words[1]?.value?.endsWith(".sh") === true);
}
