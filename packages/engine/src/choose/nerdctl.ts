import { nerdctlBuilder } from "../build/builder.ts";
import { flagAt, itemsAt, numberAt, parseJson, textAt, textsAt } from "@bulwark/image";
import { plainWords } from "../words/engine-words.ts";
import type { Answering, Look, Silent } from "./answer.ts";

/** Asks `nerdctl` for its engine, its builder and its host; the answers have Docker's shape (nerdctl, pkg/inspecttypes/dockercompat). */
export async function lookForNerdctl(look: Look): Promise<Answering | Silent> {
  const [versions, info] = await Promise.all([look(["version", "--format", "{{json .}}"]), look(["info", "--format", "{{json .}}"])]);
  if (versions.ended === "not-started") return { kind: "missing", said: "not installed" };
  if (versions.ended === "timed-out" || info.ended === "timed-out") return { kind: "unreachable", said: "its engine did not answer in time" };
  const facts = parseJson(info.output);
  const version = parseJson(versions.output);
  if (info.exit !== 0 || facts === undefined) return { kind: "unreachable", said: plainWords(info.error) || plainWords(versions.error) || "its engine did not answer" };

  const buildctl = itemsAt(version, "Client", "Components").find((component) => textAt(component, "Name") === "buildctl");
  const builder = nerdctlBuilder(textAt(buildctl, "Version"));
  const rootless = textsAt(facts, "SecurityOptions").some((option) => option.startsWith("name=rootless"));
  return {
    facts: {
      name: "nerdctl",
      version: (textAt(version, "Client", "Version") ?? textAt(facts, "ServerVersion") ?? "unknown").replace(/^v/, ""),
      builder: builder.label,
      rootless,
      platform: `${textAt(facts, "OSType") ?? "linux"}/${textAt(version, "Client", "Arch") ?? "unknown"}`,
    },
    builder,
    host: {
      limits: { memory: flagAt(facts, "MemoryLimit") ?? true, pids: flagAt(facts, "PidsLimit") ?? true, cpus: flagAt(facts, "CpuCfsQuota") ?? true },
      processors: numberAt(facts, "NCPU"),
      rootless,
      defaultCapabilities: undefined,
      packedSizes: false,
      remote: undefined,
    },
    disguised: false,
  };
}
