import { formatEvidence } from "../source/fact.ts";
import type { RunProfile } from "../harden/plan.ts";
import { podSecurityLevel } from "../knowledge/index.ts";
import { comment, indent, scalar } from "./yaml-lines.ts";

/** MiB. */
const REQUESTED_MEMORY = 64;

/**
 * `kubernetes.hardened.yaml`: a Deployment, its Service where it listens, its claims where it keeps data. The Pod Security
 * Standards' *restricted* level in full, and beyond it a read-only root, no service account token and limits.
 * Sources: Kubernetes documentation, "Pod Security Standards"; CIS and NSA guides for what goes beyond.
 */
export function kubernetesFile(profile: RunProfile, image: string): string {
  const documents = [deployment(profile, image), ...(profile.ports.length === 0 ? [] : [service(profile)]), ...profile.volumes.map((volume) => claim(volume.name))];
  const head = comment(
    "Made by bulwark harden: the workload as the image, the run line and compose.hardened.yaml run it.",
    ...podSecurity(profile),
  );
  return `${[...head, ...documents.flatMap((lines, index) => (index === 0 ? lines : ["---", ...lines]))].join("\n")}\n`;
}

/** The level of the Pod Security Standards that it meets, and why it is no stricter one. */
function podSecurity({ identity, addedCapabilities }: RunProfile): readonly string[] {
  const names = addedCapabilities.map(({ name }) => name);
  const level = podSecurityLevel(names);
  if (level === "restricted" && identity !== undefined) return ["It meets the restricted level; let the namespace ask for it:", "  kubectl label namespace NAMESPACE pod-security.kubernetes.io/enforce=restricted"];
  const reason = identity === undefined ? "The image itself decides as whom it starts" : `It adds ${names.join(", ")}`;
  const far = level === "privileged" && identity === undefined ? `, and adds ${names.join(", ")}` : "";
  return [`${reason}${far}, so this is not the restricted level: the namespace must allow ${level === "privileged" ? level : "baseline"}.`];
}

function deployment(profile: RunProfile, image: string): readonly string[] {
  const labels = [`app.kubernetes.io/name: ${scalar(profile.name)}`];
  return [
    "apiVersion: apps/v1",
    "kind: Deployment",
    "metadata:",
    ...indent(1, [`name: ${scalar(profile.name)}`, "labels:", ...indent(1, labels)]),
    "spec:",
    ...indent(1, [
      "replicas: 1",
      ...(profile.volumes.length === 0 ? [] : [...comment("A volume that one pod holds cannot be taken over while it runs."), "strategy:", "  type: Recreate"]),
      "selector:",
      "  matchLabels:",
      ...indent(2, labels),
      "template:",
      "  metadata:",
      "    labels:",
      ...indent(3, labels),
      "  spec:",
      ...indent(2, pod(profile, image)),
    ]),
  ];
}

function pod(profile: RunProfile, image: string): readonly string[] {
  const { identity } = profile;
  const mounts = [...profile.tmpfs.map((mount, index) => ({ name: scratchName(index), path: mount.path })), ...profile.volumes];
  const sysctls = Object.entries(profile.sysctls);
  return [
    "automountServiceAccountToken: false",
    "enableServiceLinks: false",
    ...(profile.init ? [...comment("The program is not PID 1 then, which would ignore SIGTERM."), "shareProcessNamespace: true"] : []),
    "securityContext:",
    ...indent(1, [
      ...(identity === undefined ? [] : ["runAsNonRoot: true", `runAsUser: ${identity.uid}`, `runAsGroup: ${identity.gid}`]),
      ...(identity === undefined || mounts.length === 0 ? [] : [`fsGroup: ${identity.gid}`, "fsGroupChangePolicy: OnRootMismatch"]),
      "seccompProfile:",
      "  type: RuntimeDefault",
      ...(sysctls.length === 0 ? [] : ["sysctls:", ...sysctls.flatMap(([name, value]) => [`  - name: ${name}`, `    value: ${scalar(value)}`])]),
    ]),
    "containers:",
    ...indent(1, [`- name: ${scalar(profile.name)}`, ...indent(1, container(profile, image))]),
    ...(mounts.length === 0 ? [] : ["volumes:", ...indent(1, podVolumes(profile))]),
  ];
}

function container(profile: RunProfile, image: string): readonly string[] {
  const { limits } = profile;
  const environment = [
    ...Object.entries(profile.environment).flatMap(([name, value]) => [`  - name: ${name}`, `    value: ${scalar(value)}`]),
    ...profile.secrets.flatMap((name) => [`  - name: ${name}`, "    valueFrom:", "      secretKeyRef:", `        name: ${scalar(profile.name)}`, `        key: ${name}`]),
  ];
  return [
    ...comment("Push the image where the cluster can pull it, and name it here by its digest."),
    `image: ${scalar(image)}`,
    ...(environment.length === 0 ? [] : ["env:", ...environment]),
    ...(profile.ports.length === 0 ? [] : ["ports:", ...profile.ports.flatMap((port) => [`  - name: ${portName(port)}`, `    containerPort: ${port.container}`, `    protocol: ${port.protocol.toUpperCase()}`])]),
    "securityContext:",
    ...indent(1, [
      "allowPrivilegeEscalation: false",
      ...(profile.readOnlyRoot.value ? ["readOnlyRootFilesystem: true"] : comment("The root stays writable:", ...profile.readOnlyRoot.evidence.map(formatEvidence))),
      "capabilities:",
      "  drop:",
      "    - ALL",
      ...(profile.addedCapabilities.length === 0 ? [] : ["  add:", ...profile.addedCapabilities.map((capability) => `    - ${capability.name}`)]),
    ]),
    ...probes(profile),
    ...comment("Limits to begin with, not measured; raise them when the program needs more."),
    "resources:",
    ...indent(1, ["requests:", "  cpu: 50m", `  memory: ${Math.min(REQUESTED_MEMORY, limits.memoryMegabytes)}Mi`, "limits:", `  memory: ${limits.memoryMegabytes}Mi`]),
    ...mountLines(profile),
  ];
}

/** By HTTP where an address is known, else whether the port is open: what each port's program can be asked without a shell. */
function probes(profile: RunProfile): readonly string[] {
  const port = profile.ports.find((candidate) => candidate.protocol === "tcp");
  const asks = profile.health
    ? ["httpGet:", `  path: ${scalar(profile.health.path)}`, `  port: ${profile.health.port}`]
    : port === undefined
      ? undefined
      : ["tcpSocket:", `  port: ${port.container}`];
  if (asks === undefined) return [];
  return ["readinessProbe:", ...indent(1, [...asks, "periodSeconds: 5"]), "livenessProbe:", ...indent(1, [...asks, "initialDelaySeconds: 10", "periodSeconds: 20"])];
}

function mountLines(profile: RunProfile): readonly string[] {
  const scratch = profile.tmpfs.flatMap((mount, index) => [`  - name: ${scratchName(index)}`, `    mountPath: ${scalar(mount.path)}`]);
  const data = profile.volumes.flatMap((volume) => [...comment(...volume.evidence.map(formatEvidence)).map((line) => `  ${line}`), `  - name: ${volume.name}`, `    mountPath: ${scalar(volume.path)}`]);
  return scratch.length + data.length === 0 ? [] : ["volumeMounts:", ...scratch, ...data];
}

function podVolumes(profile: RunProfile): readonly string[] {
  return [
    ...profile.tmpfs.flatMap((mount, index) => [`- name: ${scratchName(index)}`, "  emptyDir:", `    sizeLimit: ${mount.sizeMegabytes}Mi`]),
    ...profile.volumes.flatMap((volume) => [`- name: ${volume.name}`, "  persistentVolumeClaim:", `    claimName: ${volume.name}`]),
  ];
}

function scratchName(index: number): string {
  return index === 0 ? "scratch" : `scratch-${index + 1}`;
}

function portName(port: RunProfile["ports"][number]): string {
  return `${port.protocol}-${port.container}`;
}

function service(profile: RunProfile): readonly string[] {
  return [
    "apiVersion: v1",
    "kind: Service",
    "metadata:",
    ...indent(1, [`name: ${scalar(profile.name)}`]),
    "spec:",
    ...indent(1, [
      "selector:",
      `  app.kubernetes.io/name: ${scalar(profile.name)}`,
      "ports:",
      ...profile.ports.flatMap((port) => [`  - name: ${portName(port)}`, `    port: ${port.published}`, `    targetPort: ${portName(port)}`, `    protocol: ${port.protocol.toUpperCase()}`]),
    ]),
  ];
}

function claim(name: string): readonly string[] {
  return [
    "apiVersion: v1",
    "kind: PersistentVolumeClaim",
    "metadata:",
    ...indent(1, [`name: ${scalar(name)}`]),
    "spec:",
    ...indent(1, ["accessModes:", "  - ReadWriteOnce", "resources:", "  requests:", ...comment("To begin with; data grows.").map((line) => `    ${line}`), "    storage: 1Gi"]),
  ];
}
