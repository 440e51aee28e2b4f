import { formatEvidence } from "../source/fact.ts";
import type { RunProfile } from "../harden/plan.ts";
import { tmpfsOptions } from "./container-settings.ts";
import { comment, indent, scalar } from "./yaml-lines.ts";

/** Where the service's image comes from. */
export interface BuildReference {
  readonly image: string;
  /** The context folder, as seen from the folder of the written file. */
  readonly context: string;
  /** As seen from the context. */
  readonly dockerfile: string;
  /** Where another stage than the last is built. */
  readonly target: string | undefined;
  /** Variables that the build takes by secret mounts, each under its name in lower case. */
  readonly secrets: readonly string[];
}

/** `compose.hardened.yaml`: one service under its profile. Source: compose-spec. */
export function composeFile(profile: RunProfile, build: BuildReference): string {
  const lines = [
    ...comment(
      "Made by bulwark harden: the service as the image, the run line and kubernetes.hardened.yaml run it.",
      "Start it with: docker compose -f compose.hardened.yaml up --build",
    ),
    "services:",
    ...indent(1, [`${profile.name}:`, ...indent(1, service(profile, build))]),
    ...(profile.volumes.length === 0 ? [] : ["", "volumes:", ...indent(1, profile.volumes.map((volume) => `${volume.name}: {}`))]),
    ...(build.secrets.length === 0 ? [] : ["", "secrets:", ...indent(1, build.secrets.flatMap((name) => [`${name.toLowerCase()}:`, `  environment: ${scalar(name)}`]))]),
  ];
  return `${lines.join("\n")}\n`;
}

function service(profile: RunProfile, build: BuildReference): readonly string[] {
  const { limits } = profile;
  const options = profile.noNewPrivileges.value ? ["no-new-privileges:true"] : [];
  return [
    `image: ${scalar(build.image)}`,
    "build:",
    ...indent(1, [`context: ${scalar(build.context)}`, `dockerfile: ${scalar(build.dockerfile)}`, ...(build.target === undefined ? [] : [`target: ${scalar(build.target)}`]), ...list("secrets", build.secrets.map((name) => name.toLowerCase()))]),
    ...(profile.identity === undefined
      ? comment("No user: the image itself decides as whom it starts, see HARDENING.md.")
      : [`user: ${scalar(`${profile.identity.uid}:${profile.identity.gid}`)}`]),
    ...(profile.readOnlyRoot.value ? ["read_only: true"] : writableRoot(profile)),
    ...list("tmpfs", profile.tmpfs.map((mount) => scalar(`${mount.path}:${tmpfsOptions(profile, mount).join(",")}`))),
    ...volumes(profile),
    ...list("cap_drop", ["ALL"]),
    ...list("cap_add", profile.addedCapabilities.map((capability) => capability.name)),
    ...list("security_opt", options),
    ...map("sysctls", Object.entries(profile.sysctls)),
    ...(profile.init ? ["init: true"] : []),
    ...map("environment", [...Object.entries(profile.environment), ...profile.secrets.map((name) => [name, `\${${name}:?give it in the environment or in a file that is not checked in}`] as const)]),
    ...list("ports", profile.ports.map((port) => scalar(`${port.published}:${port.container}${port.protocol === "udp" ? "/udp" : ""}`))),
    ...comment("Limits to begin with, not measured; raise them when the program needs more."),
    `mem_limit: ${limits.memoryMegabytes}m`,
    `cpus: ${scalar(limits.cpus)}`,
    `pids_limit: ${limits.pids}`,
    "restart: unless-stopped",
  ];
}

function volumes(profile: RunProfile): readonly string[] {
  if (profile.volumes.length === 0) return [];
  const lines = profile.volumes.flatMap((volume) => [
    ...comment(...volume.evidence.map(formatEvidence)),
    `- ${scalar(`${volume.name}:${volume.path}`)}`,
  ]);
  return ["volumes:", ...indent(1, lines)];
}

function writableRoot(profile: RunProfile): readonly string[] {
  return comment("The root stays writable:", ...profile.readOnlyRoot.evidence.map(formatEvidence));
}

function list(key: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [`${key}:`, ...indent(1, items.map((item) => `- ${item}`))];
}

function map(key: string, entries: readonly (readonly [string, string])[]): readonly string[] {
  return entries.length === 0 ? [] : [`${key}:`, ...indent(1, entries.map(([name, value]) => `${name}: ${scalar(value)}`))];
}
