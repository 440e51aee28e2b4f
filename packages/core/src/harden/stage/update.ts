import { valueOf } from "../../source/fact.ts";
import type { Stage } from "../../dockerfile/model.ts";
import type { Edit } from "../../source/edit.ts";
import type { ShellScript } from "../../shell/command.ts";
import { packageCalls, readStageShell } from "../../shell/index.ts";
import type { Decision, HardenInput } from "../plan.ts";
import { insertCommand } from "./insert-command.ts";
import { evidenceAt, insertAfter } from "./line.ts";

/** How a distribution is brought up to date, with its cleanup, in one layer. */
const UPGRADE = {
  apt: "apt-get update && apt-get upgrade -y && rm -rf /var/lib/apt/lists/*",
  apk: "apk upgrade --no-cache",
  dnf: "dnf upgrade -y && dnf clean all",
  microdnf: "microdnf upgrade -y && microdnf clean all",
} as const;

/**
 * The latest fixes of the distribution, where its base is named by a tag: in front of the first install of the stage that runs, else
 * in a layer of their own. A digest promises content that an upgrade would change, so it gets none.
 */
export function updateEdits(input: HardenInput, target: Stage): readonly Decision[] {
  const base = valueOf(input.subject.posture.base);
  const manager = base?.image?.packageManager;
  if (base?.reference === undefined || base.reference.digest !== undefined || target.base.kind !== "image") return [];
  if (manager !== "apt" && manager !== "apk" && manager !== "dnf" && manager !== "microdnf") return [];
  const scripts = readStageShell(target);
  if (scripts.flatMap((script) => packageCalls(script)).some((call) => call.action === "upgrade" || call.action === "distribution-upgrade")) return [];
  if (startsAsUser(target)) return [];
  return [
    {
      id: "updates",
      question: "Does it have the latest fixes?",
      answer: "adapt",
      outcome: `${UPGRADE[manager].split(" && ").find((part) => part.includes("upgrade")) ?? UPGRADE[manager]}, cleaned up in the same layer`,
      evidence: [evidenceAt(input, target.base.range, `takes the packages of ${base.reference.text} as they are`)],
      edits: [editFor(input, target, scripts, manager)],
      rule: "require-security-updates",
    },
  ];
}

function editFor(input: HardenInput, target: Stage, scripts: readonly ShellScript[], manager: keyof typeof UPGRADE): Edit {
  const calls = scripts.flatMap((script) => packageCalls(script));
  const install = calls.find((call) => call.action === "install" && call.manager === (manager === "apk" ? "apk" : "apt-get"));
  const edit = install === undefined || manager === "dnf" || manager === "microdnf" ? undefined : insertCommand(scripts, install.command, manager === "apk" ? "apk upgrade --no-cache" : "apt-get upgrade -y");
  return edit ?? insertAfter(target.from, [`RUN ${UPGRADE[manager]}`], input.subject.source);
}

/** An upgrade needs root; a base whose account is another would have to be left for it. */
export function startsAsUser(target: Stage): boolean {
  const first = target.instructions[0];
  const user = first === undefined ? undefined : valueOf(target.configAt(first).user);
  return user !== undefined && user.user !== "root" && user.user !== "0" && user.user !== "";
}
