import { isBuildPackage, isToolPackage } from "../../knowledge/packages.ts";
import { systemManager } from "../../posture/system-packages.ts";
import type { PackageCall } from "../../shell/calls.ts";
import type { DockerfileSubject, Problem } from "../rule.ts";
import { severityOf } from "../severity.ts";
import { wholeToolchain } from "../smaller-image.ts";
import { stageChain } from "../stage-chain.ts";
import { setsStart, startedScripts } from "../start-script.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  const image = stageChain(subject)?.image;
  const { packages } = subject.posture;
  if (!setsStart(subject) || !packages.known || image?.role === "stateful") return;
  // A whole toolchain that runs is one finding of its own, and the answer to it takes these packages along.
  if (image !== undefined && wholeToolchain(image) !== undefined) return;
  const used = wordsThatRun(subject);
  // A script that cannot be read may call a tool; a compiler it hardly does.
  const mayUseTools = startedScripts(subject).unread !== undefined;
  const unneeded = new Set(packages.value.filter((name) => !used.has(name) && (isBuildPackage(name) || (isToolPackage(name) && !mayUseTools))));
  for (const call of subject.runtimeStages.toReversed().flatMap((stage) => subject.packageCalls(stage))) {
    const problem = problemOf(call, unneeded);
    if (problem !== undefined) yield problem;
  }
}

function problemOf(call: PackageCall, unneeded: ReadonlySet<string>): Problem | undefined {
  const found = call.action === "install" && systemManager(call.manager) !== undefined ? call.packages.filter(({ name }) => unneeded.has(name)) : [];
  const [first] = found;
  if (first === undefined) return undefined;
  const names = found.map(({ name }) => name).join(", ");
  const [are, them, save] = found.length === 1 ? ["is", "it", "It saves"] : ["are", "them", "They save"];
  return {
    range: first.word.range,
    message: `${names} ${are} installed in the image that runs, and neither its start nor its health check uses ${them}. ${save} an attacker the work of bringing tools, and every scan reports the vulnerabilities.`,
    ...(found.some(({ name }) => isBuildPackage(name)) ? {} : { severity: severityOf({ gain: 1, likelihood: 1, spread: 2 }) }),
    fix: { kind: "suggested", description: `Install ${names} in a stage that only builds, or remove ${them} in the same RUN`, edits: [] },
  };
}

/** Every word of the start, the health check and the script that is started. */
function wordsThatRun(subject: DockerfileSubject): ReadonlySet<string> {
  const { entrypoint, healthcheck } = subject.posture;
  const start = entrypoint.known ? entrypoint.value.argv : [];
  const health = healthcheck.known ? (healthcheck.value?.command.argv ?? []) : [];
  const texts = [...start, ...health, ...startedScripts(subject).files.map(({ text }) => text)];
  return new Set(texts.join(" ").split(/[^\w.+-]/));
}
