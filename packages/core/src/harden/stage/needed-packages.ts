import { findImage } from "../../knowledge/index.ts";
import type { Stage } from "../../dockerfile/model.ts";
import { runtimeStages } from "../../posture/runtime-stages.ts";
import { packageCalls, readStageShell } from "../../shell/index.ts";
import type { Evidence } from "../../source/fact.ts";
import { adjustmentsIn } from "../adjust/stated.ts";
import type { Decision, HardenInput } from "../plan.ts";
import { evidenceAt, insertAfter } from "./line.ts";
import { startsAsUser } from "./update.ts";

/** How each distribution installs packages and leaves nothing else behind. */
const INSTALL: Readonly<Record<string, (packages: string) => string>> = {
  apk: (packages) => `apk add --no-cache ${packages}`,
  apt: (packages) => `apt-get update && apt-get install -y --no-install-recommends ${packages} && rm -rf /var/lib/apt/lists/*`,
  dnf: (packages) => `dnf install -y ${packages} && dnf clean all`,
  microdnf: (packages) => `microdnf install -y ${packages} && microdnf clean all`,
};

const QUESTION = "Does the image have what it needs?";

/** Certificates and time zones that a person asks for, in a stage that stays on its base: installed where nothing installs them yet. */
export function neededPackages(input: HardenInput, target: Stage): readonly Decision[] {
  const { caCertificates, timeZones } = adjustmentsIn(input);
  const chain = runtimeStages(target);
  const installed = new Set(chain.flatMap((stage) => readStageShell(stage)).flatMap((script) => packageCalls(script)).filter((call) => call.action === "install").flatMap((call) => call.packages.map(({ name }) => name)));
  const base = chain.at(-1)?.base;
  const image = base?.kind === "image" ? findImage(base.reference) : undefined;
  const wanted = [
    { name: "ca-certificates", stated: caCertificates, isThere: image?.caCertificates === true },
    { name: "tzdata", stated: timeZones, isThere: image?.timeZones === true },
  ].flatMap(({ name, stated, isThere }) => (stated?.value === true && !isThere && !installed.has(name) ? [{ name, evidence: stated.evidence }] : []));
  if (wanted.length === 0) return [];
  const names = wanted.map(({ name }) => name).join(" ");
  const evidence = wanted.map((item) => item.evidence);
  const install = INSTALL[image?.packageManager ?? ""];
  if (install === undefined || startsAsUser(target)) return [refuse(names, install === undefined ? "no package manager is known in it" : "its base does not start as root", evidence)];
  return [
    {
      id: "packages",
      question: QUESTION,
      answer: "adapt",
      outcome: `${names} installed`,
      evidence: [...evidence, evidenceAt(input, target.from.range, `nothing behind it installs ${names}`)],
      edits: [insertAfter(target.from, [`RUN ${install(names)}`], input.subject.source)],
    },
  ];
}

function refuse(names: string, reason: string, evidence: readonly Evidence[]): Decision {
  return { id: "packages", question: QUESTION, answer: "warn", outcome: `${names} cannot be installed here, since ${reason}; install or copy them in the Dockerfile if the image has none`, evidence, edits: [] };
}
