import { baseNames } from "@bulwark/core/harden";
import { RULES } from "@bulwark/core/rules";
import { completionScript, SHELLS } from "../command-line/completion.ts";
import type { Invocation } from "../command-line/command.ts";
import { EXIT, UsageError, type ExitCode } from "../exit-code.ts";
import { COMMANDS } from "./table.ts";

export function run({ positionals }: Invocation): ExitCode {
  const shell = SHELLS.find((name) => name === positionals[0]);
  if (shell === undefined) throw new UsageError(`completion needs a shell: ${SHELLS.join(", ")}`, "completion");
  process.stdout.write(completionScript(shell, COMMANDS, { rules: RULES.map((rule) => rule.id), bases: baseNames() }));
  return EXIT.clean;
}
