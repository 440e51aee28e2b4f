import { fileNameOf, isAtOrBelow } from "../context/path.ts";
import { isOpen } from "../knowledge/index.ts";
import { INITS, unwrap } from "../shell/wrappers.ts";
import { valueOf, type Evidence } from "../source/fact.ts";
import { adjustmentsIn } from "./adjust/stated.ts";
import type { Application, WrittenPath } from "./application.ts";
import { fileCapabilities } from "../posture/capabilities.ts";
import { permissionCalls } from "../shell/index.ts";
import { hidesProgram } from "./hides-program.ts";
import type { HardenInput, Identity, RunProfile } from "./plan.ts";
import { evidenceAt } from "./stage/line.ts";
import { canMove, effectivePort, FIRST_UNPRIVILEGED_PORT, movedPort } from "./stage/ports.ts";

/** Enough for a small service to begin with; not a measurement. */
const LIMITS: RunProfile["limits"] = { memoryMegabytes: 256, pids: 128, cpus: "1.0" };

/** What run line, Compose and Kubernetes say, from the same facts as the image. */
export function runProfile(input: HardenInput, application: Application, identity: Identity, secrets: readonly string[]): RunProfile {
  const fixed = application.ports.filter((port) => port.port < FIRST_UNPRIVILEGED_PORT && !canMove(port));
  const health = valueOf(application.health);
  const moved = application.ports.filter(canMove);
  const volumes = data(application, input);
  const stated = adjustmentsIn(input);
  return {
    name: serviceName(application.name),
    identity: staysRoot(application) ? undefined : identity,
    readOnlyRoot: readOnlyRoot(application, input),
    tmpfs: scratch(application).filter((mount) => !volumes.some((volume) => volume.path === mount.path)),
    volumes,
    ports: unique(application.ports.map((port) => ({ container: effectivePort(port), published: port.port, protocol: port.protocol, evidence: [port.evidence] })), (port) => `${port.container}/${port.protocol}`),
    addedCapabilities: capabilities(input, application),
    noNewPrivileges: { value: true, evidence: [] },
    sysctls: (stated.privilegedPorts?.value ?? fixed.length > 0) ? { "net.ipv4.ip_unprivileged_port_start": "0" } : {},
    init: stated.init?.value ?? (leavesInitOut(input, application) || ignoresTheStopSignal(application)),
    environment: Object.fromEntries(moved.map((port) => [port.variable ?? "", String(movedPort(port.port))])),
    secrets,
    health: health && { ...health, port: movedNumber(health.port, application) },
    limits: { ...LIMITS, memoryMegabytes: stated.memoryMegabytes?.value ?? LIMITS.memoryMegabytes, pids: stated.pids?.value ?? LIMITS.pids },
  };
}

/** The original's own init is left out where the program is started itself, so the engine's takes its place. */
function leavesInitOut(input: HardenInput, application: Application): boolean {
  const original = valueOf(input.subject.posture.entrypoint)?.argv ?? [];
  const started = valueOf(application.start)?.path;
  return started !== undefined && started !== original[0] && unwrap(original).wrappers.some((wrapper) => INITS.has(wrapper.name));
}

/** As PID 1 these have no handler for SIGTERM, and the kernel gives PID 1 no default one: `docker stop` waits its grace time out and kills. */
const DEAF_AS_FIRST_PROCESS = new Set(["node", "npm", "npx", "yarn", "pnpm", "bun", "deno", "python", "python3", "php", "perl", "sh", "bash", "ash", "dash"]);

/** Only where the program itself is not known: what a profile starts itself handles its own signals. */
function ignoresTheStopSignal(application: Application): boolean {
  const started = valueOf(application.start);
  if (application.ecosystem !== "generic" || started === undefined) return false;
  // An entrypoint script ends in exec "$@", so CMD's program becomes PID 1.
  const [entrypoint, command] = [started.entrypoint[0], started.cmd[0]].map((program) => fileNameOf(program ?? ""));
  return !INITS.has(entrypoint ?? "") && [entrypoint, command].some((program) => program !== undefined && DEAF_AS_FIRST_PROCESS.has(program));
}

function staysRoot(application: Application): boolean {
  return application.obstacles.some((obstacle) => obstacle.rulesOut === "user");
}

/**
 * What an entrypoint that stays root needs, and what files are given: the kernel refuses to start a program whose file capabilities the
 * container may not have (capabilities(7), "Safety checking for capability-dumb binaries").
 */
function capabilities(input: HardenInput, application: Application): RunProfile["addedCapabilities"] {
  const { capabilities } = input.subject.posture;
  const start = staysRoot(application) && capabilities.known ? capabilities.value.map((name) => ({ name, evidence: capabilities.evidence })) : [];
  const stated = adjustmentsIn(input).capabilities.map(({ value, evidence }) => ({ name: value, evidence: [evidence] }));
  return unique([...start, ...givenToFiles(input), ...stated], ({ name }) => name);
}

function givenToFiles(input: HardenInput): RunProfile["addedCapabilities"] {
  const scripts = input.subject.model.stages.filter((stage) => stage.reachable).flatMap((stage) => input.subject.scripts(stage));
  return scripts.flatMap((script) => permissionCalls(script)).flatMap(({ tool, mode, command }) => {
    if (tool !== "setcap" || mode === undefined) return [];
    return fileCapabilities(mode).map((name) => ({ name, evidence: [evidenceAt(input, command.range, "gives a file the capability, without which the kernel does not start it")] }));
  });
}

function movedNumber(port: number, application: Application): number {
  const moved = application.ports.find((candidate) => candidate.port === port);
  return moved ? effectivePort(moved) : port;
}

function readOnlyRoot(application: Application, input: HardenInput): RunProfile["readOnlyRoot"] {
  const { writableRoot } = adjustmentsIn(input);
  if (writableRoot !== undefined) return { value: !writableRoot.value, evidence: [writableRoot.evidence] };
  const written = application.writes.filter((write) => write.purpose === "data" && isBesideProgram(write, application)).map((write) => write.evidence);
  const declared = declaredVolumes(input, application).filter((volume) => hidesProgram(volume.path, application)).flatMap((volume) => volume.evidence);
  const beside = [...written, ...declared];
  return { value: beside.length === 0, evidence: beside.length === 0 ? application.looked : beside };
}

function isBesideProgram(write: WrittenPath, application: Application): boolean {
  return write.beside === true || hidesProgram(write.path, application);
}

/** The image's own volumes, but for those of which a person says that they need not last. */
function declaredVolumes(input: HardenInput, application: Application): readonly { readonly path: string; readonly evidence: readonly Evidence[] }[] {
  const scratch = application.writes.filter((write) => write.stated === true && write.purpose === "scratch").map((write) => write.path);
  const declared = (valueOf(input.subject.posture.volumes) ?? []).filter(({ path }) => !scratch.some((folder) => isAtOrBelow(folder, path)));
  return declared.map(({ path, range }) => ({
    path,
    evidence: [range === undefined ? { observation: `${path} is a VOLUME of the base` } : evidenceAt(input, range, `${path} is a VOLUME`)],
  }));
}

function scratch(application: Application): RunProfile["tmpfs"] {
  const paths = application.writes.filter((write) => write.purpose === "scratch" || isOpen(write.path));
  const tmp: Evidence = { observation: "/tmp is where libraries put what they do not keep" };
  const wanted = [...paths.map((write) => ({ path: write.path, executable: write.executable === true, evidence: [write.evidence] })), { path: "/tmp", executable: false, evidence: [tmp] }];
  const isCovered = ({ path, executable }: (typeof wanted)[number]): boolean => wanted.some((other) => path.startsWith(`${other.path}/`) && (other.executable || !executable));
  const outer = wanted.filter((item) => !isCovered(item) && !hidesProgram(item.path, application));
  return unique(outer, (item) => item.path).map(({ path, executable, evidence }) => ({
    path,
    evidence,
    mode: path === "/tmp" ? "1777" : "0700",
    executable,
    sizeMegabytes: 64,
  }));
}

/** Data lives in volumes, never in tmpfs: a restart would lose it silently. */
function data(application: Application, input: HardenInput): RunProfile["volumes"] {
  // What /tmp holds may go, whatever VOLUME says of it.
  const declared = declaredVolumes(input, application).filter((volume) => volume.path !== "/tmp" && !hidesProgram(volume.path, application));
  const written = application.writes
    .filter((write) => write.purpose === "data" && !isOpen(write.path) && !isBesideProgram(write, application))
    .map((write) => ({ path: write.path, evidence: [write.evidence, ...seeds(write.path, application)] }));
  return named(application.name, unique([...written, ...declared], (item) => item.path));
}

/** By the folder's last part; by its whole path where another has that name, since one volume at two places would mix their data. */
function named<T extends { readonly path: string }>(application: string, items: readonly T[]): readonly (T & { readonly name: string })[] {
  const taken = new Set<string>();
  return items.map((item, index) => {
    const names = [item.path.split("/").at(-1) ?? "data", item.path, `${index + 1}-${item.path}`].map((part) => serviceName(`${application}-${part}`));
    const name = names.find((candidate) => !taken.has(candidate)) ?? serviceName(`${index + 1}-${application}`);
    taken.add(name);
    return { ...item, name };
  });
}

/** Data that the image brings along: an engine copies it into a new volume, Kubernetes does not. */
function seeds(folder: string, application: Application): readonly Evidence[] {
  return application.files
    .filter((file) => file.written === true && file.path.startsWith(`${folder}/`))
    .map((file) => ({ observation: `${file.path} lies in the image: Docker copies it into a new volume, Kubernetes does not, so put it there once` }));
}

function unique<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  const seen = new Set<string>();
  return items.filter((item) => !seen.has(key(item)) && seen.add(key(item)) !== undefined);
}

/** A DNS label (RFC 1123), which Compose and Kubernetes both take as a name. */
function serviceName(name: string): string {
  const parts = name.toLowerCase().split(/[^a-z0-9]/).filter((part) => part !== "");
  return parts.join("-").slice(0, 63) || "app";
}
