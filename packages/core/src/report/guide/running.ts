import type { Plan, RunProfile } from "../../harden/plan.ts";
import { formatEvidence } from "../../source/fact.ts";
import { code, list } from "../markdown/write.ts";
import { buildLine } from "../../deploy/build-line.ts";
import type { GuideInput, GuideVariant } from "./input.ts";

/** Exact commands: build, scan, run. */
export function commands({ plan, variants, context, runLine }: GuideInput): readonly string[] {
  const name = plan.profile.name;
  const original = buildLine({ image: `${name}:original`, dockerfile: plan.sourcePath, context, secrets: [], target: plan.buildTarget });
  return [
    "## Build, scan and run",
    "",
    ...code("sh", [original, ...variants.map((variant) => lineOf(plan, variant, context))].join("\n")),
    ...(plan.buildSecrets.length === 0 ? [] : ["", "The build takes its secrets from the environment of who runs it; nothing of them stays in the image or its history."]),
    "",
    "Scan what you built before it is deployed:",
    "",
    ...code("sh", variants.map(({ image }) => `docker scout cves ${image}`).join("\n")),
    "",
    "Run it:",
    "",
    ...code("sh", runLine),
  ];
}

function lineOf(plan: Plan, { path, image, variant }: GuideVariant, context: string): string {
  return buildLine({ image, dockerfile: path, context, secrets: plan.buildSecrets, target: variant.target });
}

/** What each constraint stops and why it holds for this program; Compose and Kubernetes with the same words. */
export function runtime({ plan, compose, kubernetes, composePath, kubernetesPath }: GuideInput): readonly string[] {
  const { profile } = plan;
  return [
    "## Runtime",
    "",
    "Run line, Compose and Kubernetes say the same; each constraint comes from what was found in this project:",
    "",
    ...list([
      profile.identity === undefined ? "no user is set: the image itself decides as whom it starts, for the reason given above" : `user ${profile.identity.uid}:${profile.identity.gid}: a flaw in the program does not give root`,
      profile.readOnlyRoot.value ? "read-only root: nobody can change the program or leave a file in the image's folders" : `the root stays writable: ${profile.readOnlyRoot.evidence.map(formatEvidence).join("; ")}`,
      ...profile.tmpfs.map((mount) => `${mount.path} in memory, for what need not last: ${mount.evidence.map(formatEvidence).join("; ")}`),
      ...profile.volumes.map((volume) => `${volume.path} in the volume ${volume.name}, since it must survive a restart: ${volume.evidence.map(formatEvidence).join("; ")}`),
      `all capabilities dropped${profile.addedCapabilities.length === 0 ? "" : ` but ${profile.addedCapabilities.map((capability) => capability.name).join(", ")}`}, and no new privileges: a setuid file gives nothing`,
      ...(profile.init ? ["an init process as PID 1: the program itself would not hear SIGTERM there, and would be killed after the grace time"] : []),
      ...Object.entries(profile.sysctls).map(([name, value]) => `${name}=${value}: the port under 1024 is fixed in the source, and this lets a program without privileges have it`),
      `limits of ${profile.limits.memoryMegabytes} MB, ${profile.limits.cpus} CPU and ${profile.limits.pids} processes: a place to begin, not a measurement`,
    ]),
    ...handOver(profile),
    "",
    `### Compose (\`${composePath}\`)`,
    "",
    ...code("yaml", compose),
    "",
    `### Kubernetes (\`${kubernetesPath}\`)`,
    "",
    ...code("yaml", kubernetes),
  ];
}

function handOver({ volumes, identity }: RunProfile): readonly string[] {
  if (volumes.length === 0 || identity === undefined) return [];
  const lines = volumes.map((volume) => `docker run --rm --volume ${volume.name}:/volume alpine chown -R ${identity.uid}:${identity.gid} /volume`);
  return ["", "A volume that an earlier container filled as root must change hands once:", "", ...code("sh", lines.join("\n"))];
}

/** A gate for every change, with the tool that wrote this page. */
export function ci({ plan, context, variants }: GuideInput): readonly string[] {
  const first = variants[0];
  return [
    "## CI",
    "",
    "`bulwark check` fails a build on a finding that is high or worse (exit code 1), and on what it could not read (exit code 3):",
    "",
    ...code(
      "yaml",
      [
        "name: containers",
        "on: [push, pull_request]",
        "permissions:",
        "  contents: read",
        "jobs:",
        "  harden:",
        "    runs-on: ubuntu-latest",
        "    steps:",
        "      - uses: actions/checkout@v5",
        "      - uses: actions/setup-node@v5",
        "        with:",
        "          node-version: 24",
        "      # Bulwark's README says how it is installed.",
        `      - run: bulwark check ${first?.path ?? plan.sourcePath}`,
        ...(first === undefined ? [] : [`      - run: ${lineOf(plan, first, context)}`]),
      ].join("\n"),
    ),
  ];
}

/** What must be looked at again, when, and by which command. */
export function upkeep({ plan, variants, knowledgeDate }: GuideInput): readonly string[] {
  const references = [...new Set(variants.flatMap(({ variant }) => (variant.reference === undefined ? [] : [variant.reference])))];
  return [
    "## Upkeep",
    "",
    ...list([
      "Monthly: build again as above with `--pull --no-cache`, so that the bases' fixes arrive.",
      ...references.map((reference) => `Pin \`${reference}\` by the digest that you tested (\`docker buildx imagetools inspect ${reference}\` shows it) and let Renovate or Dependabot renew it; no digest is invented here.${reference.startsWith("alpine") ? " Take `apk upgrade` out then: the renewed digest brings the fixes, and an upgrade would change what it promises." : ""}`),
      "After every change of the source: `bulwark harden` again; it rewrites only what its evidence moved, and refuses to overwrite what was edited by hand.",
      `The facts about bases and their support are those of ${knowledgeDate}; \`bulwark check\` says when one nears its end.`,
      ...(plan.application.environment.length === 0 ? [] : [`Variables that the program reads: ${plan.application.environment.map((variable) => `\`${variable.name}\``).join(", ")}. What is secret among them comes from a secret store at run time and is rotated there.`]),
      "Review twice a year who may push to the registry and who may deploy.",
    ]),
  ];
}
