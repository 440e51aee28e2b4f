import type { Stage } from "../../dockerfile/model.ts";
import type { PackageCall } from "../../shell/calls.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Fix, Problem } from "../rule.ts";
import { stageChain } from "../../facts/stage-chain.ts";

/** How to upgrade all packages in a RUN of its own, and in front of an install of the same manager. */
const UPGRADES: Readonly<Record<string, { readonly whole: string; readonly before: string }>> = {
  apt: { whole: "apt-get update && apt-get upgrade -y && rm -rf /var/lib/apt/lists/*", before: "apt-get upgrade -y" },
  apk: { whole: "apk upgrade --no-cache", before: "apk upgrade --no-cache" },
  dnf: { whole: "dnf upgrade -y && dnf clean all", before: "dnf upgrade -y" },
  yum: { whole: "yum update -y && yum clean all", before: "yum update -y" },
  microdnf: { whole: "microdnf upgrade -y && microdnf clean all", before: "microdnf upgrade -y" },
};

const FAMILIES: Readonly<Record<string, string>> = { "apt-get": "apt", apt: "apt", aptitude: "apt", apk: "apk", dnf: "dnf", yum: "yum", microdnf: "microdnf" };

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  const { target } = subject;
  const root = stageChain(subject);
  if (target === undefined || root === undefined || root.base.kind !== "image" || root.base.reference.digest !== undefined) return;
  const manager = root.image?.packageManager;
  const upgrade = manager === undefined || !Object.hasOwn(UPGRADES, manager) ? undefined : UPGRADES[manager];
  if (manager === undefined || upgrade === undefined || !subject.runtimeStages.every((stage) => subject.scripts(stage).every((script) => script.complete))) return;
  const calls = subject.runtimeStages.flatMap((stage) => subject.packageCalls(stage));
  if (calls.some(isUpgrade)) return;
  yield {
    range: target.base.range,
    message: `No RUN of the stage that runs installs the security updates that ${root.image?.distribution?.id ?? "the distribution"} has published since ${root.base.reference.text} was built, so known vulnerabilities stay in.`,
    fix: fixFor(subject, target, manager, upgrade),
  };
}

function isUpgrade(call: PackageCall): boolean {
  if (call.action === "upgrade" || call.action === "distribution-upgrade") return true;
  return call.manager === "apk" && call.action === "install" && call.options.some(({ name }) => name === "-u" || name === "--upgrade");
}

/**
 * In front of the first install, where the lists are fresh already; else in a RUN of its own behind FROM. Suggested: which stage is
 * going to run is for the hardening to decide, and what only builds needs no upgrade.
 */
function fixFor(subject: DockerfileSubject, target: Stage, manager: string, upgrade: { readonly whole: string; readonly before: string }): Fix {
  const description = `Install the updates: ${upgrade.whole}`;
  const install = subject.packageCalls(target).find((call) => call.action === "install" && FAMILIES[call.manager] === manager);
  if (install !== undefined && isPlain(install)) {
    const at = install.command.range.start;
    return { kind: "suggested", description, edits: [{ range: { start: at, end: at }, text: `${upgrade.before} && ` }] };
  }
  const user = target.configAt(target.from).user;
  if (install !== undefined || target.base.kind !== "image" || !user.known || Number(user.value.user) !== 0) return { kind: "suggested", description, edits: [] };
  const end = target.from.range.end;
  return { kind: "suggested", description, edits: [{ range: { start: end, end }, text: `${subject.source.lineEnd}RUN ${upgrade.whole}` }] };
}

/** A command that stands for itself, so that another can go in front of it with `&&`. */
function isPlain({ command }: PackageCall): boolean {
  const { conditional, subshell, functionBody, background, pipeline } = command.circumstance;
  return command.wrappers.length === 0 && command.assignments.length === 0 && !conditional && !subshell && functionBody === undefined && !background && pipeline.length === 0;
}
