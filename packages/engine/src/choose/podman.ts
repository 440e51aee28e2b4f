import { podmanBuilder } from "../build/builder.ts";
import { readVersion } from "../build/version.ts";
import { flagAt, itemsAt, numberAt, parseJson, textAt, textsAt } from "@bulwark/image";
import { plainWords } from "../words/engine-words.ts";
import type { Answering, Look, Silent } from "./answer.ts";
import { remoteMachine } from "./remote-machine.ts";

/** `run --passwd=false` came with it (containers/podman, release notes of 4.0). */
const OLDEST_MAJOR = 4;

/** Asks `podman` for its version, its builder and its host (`podman info`, libpod/define/info.go). */
export async function lookForPodman(look: Look): Promise<Answering | Silent> {
  const info = await look(["info", "--format", "json"]);
  if (info.ended === "not-started") return { kind: "missing", said: "not installed" };
  if (info.ended === "timed-out") return { kind: "unreachable", said: "its engine did not answer in time" };
  const facts = parseJson(info.output);
  const version = textAt(facts, "version", "Version");
  if (info.exit !== 0 || version === undefined) return { kind: "unreachable", said: plainWords(info.error) || "its engine did not answer" };

  const read = readVersion(version);
  if (read !== undefined && read.major < OLDEST_MAJOR) return { kind: "unfit", said: `its version ${version} is too old; ${OLDEST_MAJOR}.0 or later is needed` };

  const rootless = flagAt(facts, "host", "security", "rootless") ?? false;
  const controllers = textsAt(facts, "host", "cgroupControllers");
  // The first version of control groups gives a rootless Podman none of them, whatever it lists.
  const none = rootless && textAt(facts, "host", "cgroupVersion") === "v1";
  const applies = (controller: string): boolean => !none && controllers.includes(controller);
  const builder = podmanBuilder(textAt(facts, "host", "buildahVersion"));
  const capabilities = textAt(facts, "host", "security", "capabilities");
  return {
    facts: { name: "podman", version, builder: builder.label, rootless, platform: `${textAt(facts, "host", "os") ?? "linux"}/${textAt(facts, "host", "arch") ?? "unknown"}` },
    builder,
    host: {
      limits: { memory: applies("memory"), pids: applies("pids"), cpus: applies("cpu") },
      processors: numberAt(facts, "host", "cpus"),
      rootless,
      defaultCapabilities: capabilities === undefined ? [] : capabilities.split(",").map((name) => name.trim().replace(/^CAP_/, "")).filter((name) => name !== ""),
      packedSizes: false,
      remote: flagAt(facts, "host", "serviceIsRemote") === true ? await remoteConnection(look) : undefined,
    },
    disguised: false,
  };
}

/** A machine of Podman's own forwards its ports to this one; the default connection says whether it is such a machine. */
async function remoteConnection(look: Look): Promise<string | undefined> {
  const said = await look(["system", "connection", "list", "--format", "json"]);
  const connection = itemsAt(parseJson(said.output)).find((item) => flagAt(item, "Default") === true);
  return flagAt(connection, "IsMachine") === true ? undefined : remoteMachine(textAt(connection, "URI"));
}
