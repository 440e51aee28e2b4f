import type { Build } from "../../context/builds/build.ts";
import { localAddress } from "../../harden/local-address.ts";
import type { Plan } from "../../harden/plan.ts";
import { valueOf, type Evidence } from "../../source/fact.ts";
import type { HttpProbe, TcpProbe } from "../probe.ts";
import { pairOf, profilePorts, type KnownPort } from "./ports.ts";

/** A path that says how the program is, and where that stands. */
interface KnownPath {
  readonly port: number;
  readonly path: string;
  readonly evidence: Evidence;
}

/** Where programs answer how they are when nothing says so; a page that is not there must not be there in both. */
const COMMON_PATHS = ["/healthz", "/health", "/livez", "/readyz", "/ready", "/status", "/ping", "/up", "/api/health", "/actuator/health"];

/** Ports whose protocol is known not to be HTTP: mail, names, databases, queues, shells. */
const OTHER_PROTOCOLS = new Set([
  21, 22, 23, 25, 53, 110, 111, 143, 389, 465, 514, 587, 636, 873, 993, 995, 1433, 1521, 1883, 2049, 2181, 3306, 3389, 4222, 5222, 5432, 5433, 5672, 5900, 6379, 6380, 6432, 8883, 9042,
  9092, 11211, 26257, 26379, 27017, 50051,
]);

/** What can be asked of any program without changing anything: `GET` of static paths, and connections. The most telling question first. */
export function discoveredProbes(plan: Plan, builds: readonly Build[]): readonly (HttpProbe | TcpProbe)[] {
  const paths = knownPaths(plan, builds);
  const ports = knownPorts(plan, builds, paths);
  const web = ports.filter((port) => !OTHER_PROTOCOLS.has(port.original) || paths.some((known) => known.port === port.original));
  const front = web.map(({ original, evidence }) => ({ port: original, path: "/", evidence: { ...evidence, observation: `${evidence.observation}, and / is asked of every port that may speak HTTP` } }));
  const common = web.flatMap(({ original }) => COMMON_PATHS.map((path) => ({ port: original, path, evidence: { observation: `${path} is where many programs say how they are` } })));
  return [
    ...onceEach([...paths, ...front, ...common]).map((known) => get(plan, known)),
    ...ports.map(({ original, hardened, evidence }): TcpProbe => ({ kind: "tcp", name: `connection to ${original}`, origin: "discovered", evidence, port: { original, hardened }, send: undefined, expect: undefined })),
  ];
}

function onceEach(paths: readonly KnownPath[]): readonly KnownPath[] {
  const seen = new Set<string>();
  return paths.filter(({ port, path }) => !seen.has(`${port} ${path}`) && seen.add(`${port} ${path}`));
}

function get(plan: Plan, { port, path, evidence }: KnownPath): HttpProbe {
  return {
    kind: "http",
    name: `GET ${path} on ${port}`,
    origin: "discovered",
    evidence,
    method: "GET",
    path,
    port: pairOf(plan, port),
    requestHeaders: {},
    requestBody: undefined,
    status: undefined,
    headers: {},
    body: undefined,
    contains: undefined,
  };
}

/** The profile's address, and those that health checks of image and service ask. */
function knownPaths(plan: Plan, builds: readonly Build[]): readonly KnownPath[] {
  const found: KnownPath[] = [];
  const health = valueOf(plan.application.health);
  if (health !== undefined) found.push(health);
  const image = plan.original.healthcheck;
  if (image.known && image.value !== undefined) found.push(...asked(image.value.command.argv, image.evidence[0] ?? { observation: "the original has a health check" }));
  for (const build of builds) {
    if (build.healthcheck !== undefined) found.push(...asked(build.healthcheck, { ...build.evidence, observation: `the health check of service ${build.service ?? ""} asks it` }));
  }
  return found.filter(({ path }) => path.startsWith("/") && /^[\x21-\x7e]{1,1000}$/.test(path));
}

function asked(command: readonly string[], evidence: Evidence): readonly KnownPath[] {
  const address = localAddress(command.join(" "));
  return address === undefined ? [] : [{ port: address.port ?? (address.secure ? 443 : 80), path: address.path, evidence }];
}

/** Profile, EXPOSE, Compose and health checks; each port once, with the first that knows it. */
function knownPorts(plan: Plan, builds: readonly Build[], paths: readonly KnownPath[]): readonly KnownPort[] {
  const ports = new Map<number, KnownPort>();
  const add = (port: number, evidence: Evidence): void => {
    if (port >= 1 && port <= 65_535 && !ports.has(port)) ports.set(port, { ...pairOf(plan, port), evidence });
  };
  for (const port of profilePorts(plan)) ports.set(port.original, port);
  const exposed = plan.original.ports;
  for (const port of exposed.known ? exposed.value : []) if (port.protocol === "tcp") add(port.port, { observation: `exposes ${port.port}`, path: plan.sourcePath });
  for (const build of builds) {
    for (const text of build.ports ?? []) {
      const port = containerPort(text);
      if (port !== undefined) add(port, { ...build.evidence, observation: `service ${build.service ?? ""} publishes ${text}` });
    }
  }
  for (const { port, evidence } of paths) add(port, evidence);
  return [...ports.values()];
}

/** The container's port of `127.0.0.1:8080:80/tcp`; undefined for UDP and for ranges. */
function containerPort(text: string): number | undefined {
  const [address = "", protocol = "tcp"] = text.split("/");
  const port = address.slice(address.lastIndexOf(":") + 1);
  return protocol === "tcp" && /^\d{1,5}$/.test(port) ? Number(port) : undefined;
}
