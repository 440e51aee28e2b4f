import { dockerBuilder } from "../build/builder.ts";
import { isAtLeast, readVersion } from "../build/version.ts";
import { flagAt, itemsAt, numberAt, parseJson, textAt, textsAt } from "@bulwark/image";
import { plainWords } from "../words/engine-words.ts";
import type { Answering, Look, Silent } from "./answer.ts";
import { lookForPodman } from "./podman.ts";
import { remoteMachine } from "./remote-machine.ts";

const JSON_FORMAT = ["--format", "{{json .}}"];

/** Asks `docker` for its engine, its builder and its host. A `docker` that is Podman's is taken for what it is. */
export async function lookForDocker(look: Look, environment: Readonly<Record<string, string | undefined>>): Promise<Answering | Silent> {
  const [name, versions, info] = await Promise.all([look(["--version"]), look(["version", ...JSON_FORMAT]), look(["info", ...JSON_FORMAT])]);
  if (name.ended === "not-started") return { kind: "missing", said: "not installed" };
  if (name.output.toLowerCase().includes("podman")) return disguisedPodman(await lookForPodman(look));
  if (versions.ended === "timed-out" || info.ended === "timed-out") return { kind: "unreachable", said: "its engine did not answer in time" };

  const version = parseJson(versions.output);
  const facts = parseJson(info.output);
  const server = textAt(version, "Server", "Version");
  if (server === undefined) return { kind: "unreachable", said: plainWords(versions.error) || plainWords(info.error) || "its engine did not answer" };
  const unfit = unfitServer(version);
  if (unfit !== undefined) return { kind: "unfit", said: unfit };

  const context = textAt(facts, "ClientInfo", "Context") ?? textAt(version, "Client", "Context") ?? "default";
  const plugins = itemsAt(facts, "ClientInfo", "Plugins");
  const buildx = plugins.some((plugin) => textAt(plugin, "Name") === "buildx" && textAt(plugin, "Err") === undefined);
  const [inspected, endpoint] = await Promise.all([buildx ? look(["buildx", "inspect", environment["BUILDX_BUILDER"] ?? context]) : undefined, endpointOf(look, environment, context)]);
  const builder = dockerBuilder({ client: textAt(version, "Client", "Version"), server, buildx, buildkit: buildkitVersion(inspected?.output), wanted: environment["DOCKER_BUILDKIT"] });
  const rootless = textsAt(facts, "SecurityOptions").some((option) => option.startsWith("name=rootless"));
  return {
    facts: { name: "docker", version: server, builder: builder.label, rootless, platform: `${textAt(version, "Server", "Os") ?? "linux"}/${textAt(version, "Server", "Arch") ?? "unknown"}` },
    builder,
    host: {
      limits: { memory: flagAt(facts, "MemoryLimit") ?? true, pids: flagAt(facts, "PidsLimit") ?? true, cpus: flagAt(facts, "CpuCfsQuota") ?? true },
      processors: numberAt(facts, "NCPU"),
      rootless,
      defaultCapabilities: undefined,
      packedSizes: itemsAt(facts, "DriverStatus").some((pair) => textAt(pair, 1)?.startsWith("io.containerd.snapshotter") === true),
      remote: remoteMachine(endpoint),
    },
    disguised: false,
  };
}

function disguisedPodman(found: Answering | Silent): Answering | Silent {
  return "facts" in found ? { ...found, disguised: true } : { kind: found.kind, said: `it is Podman under another name, and ${found.said}` };
}

/** `run --pull never` and open ports under 1024 came with it (docker/cli and moby/moby, release notes of 20.10). */
const OLDEST = { major: 20, minor: 10 };

function unfitServer(version: unknown): string | undefined {
  const podman = itemsAt(version, "Server", "Components").some((component) => textAt(component, "Name") === "Podman Engine");
  if (podman) return "its engine is Podman's, which cannot be told through docker how to run a container as Docker would; use --engine podman";
  for (const side of ["Client", "Server"]) {
    const said = textAt(version, side, "Version");
    const read = readVersion(said);
    if (read !== undefined && !isAtLeast(read, OLDEST)) return `its version ${said ?? ""} is too old; 20.10 or later is needed`;
  }
  const os = textAt(version, "Server", "Os");
  return os === undefined || os === "linux" ? undefined : `its engine runs ${os} containers; switch it to Linux containers`;
}

/** `BuildKit version: v0.12.5` of `docker buildx inspect`; buildx before 0.11 says `Buildkit:`. */
function buildkitVersion(text: string | undefined): string | undefined {
  for (const line of (text ?? "").split("\n")) {
    const colon = line.indexOf(":");
    if (["buildkit version", "buildkit"].includes(line.slice(0, colon).trim().toLowerCase())) return line.slice(colon + 1).trim();
  }
  return undefined;
}

async function endpointOf(look: Look, environment: Readonly<Record<string, string | undefined>>, context: string): Promise<string | undefined> {
  if (environment["DOCKER_HOST"] !== undefined && environment["DOCKER_HOST"] !== "") return environment["DOCKER_HOST"];
  if (context === "default") return undefined;
  const said = await look(["context", "inspect", "--format", "{{.Endpoints.docker.Host}}"]);
  return said.exit === 0 ? said.output.trim() : undefined;
}
