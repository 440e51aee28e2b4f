import { isBuildPackage, isToolPackage } from "../../knowledge/packages.ts";
import { systemManager } from "../../posture/system-packages.ts";
import type { PackageCall } from "../../shell/calls.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";
import { severityOf } from "../severity.ts";
import { wholeToolchain } from "../../facts/smaller-image.ts";
import { stageChain } from "../../facts/stage-chain.ts";
import { setsStart, startedScripts } from "../../facts/start/start-script.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  const unneeded = unneededPackages(subject);
  if (unneeded.size === 0) return;
  for (const call of subject.runtimeStages.toReversed().flatMap((stage) => subject.packageCalls(stage))) {
    const problem = problemOf(call, unneeded);
    if (problem !== undefined) yield problem;
  }
}

const NONE: ReadonlySet<string> = new Set();

function unneededPackages(subject: DockerfileSubject): ReadonlySet<string> {
  const { packages } = subject.posture;
  const suspects = packages.known ? packages.value.filter((name) => isBuildPackage(name) || isToolPackage(name)) : [];
  if (suspects.length === 0 || !setsStart(subject)) return NONE;
  const image = stageChain(subject)?.image;
  // A whole toolchain that runs is one finding of its own, and the answer to it takes these packages along.
  if (image !== undefined && (image.role === "stateful" || wholeToolchain(image) !== undefined)) return NONE;
  const scripts = startedScripts(subject);
  const used = wordsThatRun(subject, scripts.files);
  // A script that cannot be read may call a tool; a compiler it hardly does.
  return new Set(suspects.filter((name) => !used.has(name) && (isBuildPackage(name) || scripts.unread === undefined)));
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
function wordsThatRun(subject: DockerfileSubject, scripts: readonly { readonly text: string }[]): ReadonlySet<string> {
  const { entrypoint, healthcheck } = subject.posture;
  const start = entrypoint.known ? entrypoint.value.argv : [];
  const health = healthcheck.known ? (healthcheck.value?.command.argv ?? []) : [];
  const texts = [...start, ...health, ...scripts.map(({ text }) => text)];
  return new Set(texts.flatMap((text) => text.split(/[^\w.+-]/)));
}
