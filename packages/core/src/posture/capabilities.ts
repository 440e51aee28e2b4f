import { fileNameOf } from "../context/path.ts";
import { capabilitiesOfRootProgram, serviceNeeds } from "../knowledge/service-needs.ts";
import { permissionCalls } from "../shell/programs/permission-calls.ts";
import { known, unknown, valueOf, type Evidence, type Fact } from "../source/fact.ts";
import { baseEvidence, baseName, chainScripts, type Chain } from "./chain.ts";
import type { Posture } from "./posture.ts";
import { scriptLines } from "./script-lines.ts";
import { startScripts } from "./start-scripts.ts";

const FIRST_UNPRIVILEGED_PORT = 1024;

/** The capabilities that the start needs, as far as ports, file capabilities, the entrypoint and the base tell. */
export function capabilitiesFact(chain: Chain, start: Posture["entrypoint"], ports: Posture["ports"]): Fact<readonly string[]> {
  if (!ports.known) return unknown(ports.reason);
  const needs = new Map<string, Evidence>();
  const need: Need = (names, evidence) => {
    for (const name of names) if (!needs.has(name)) needs.set(name, evidence);
  };
  for (const port of ports.value) {
    if (port.port >= FIRST_UNPRIVILEGED_PORT || port.port === 0) continue;
    const observation = `port ${port.port} lies below ${FIRST_UNPRIVILEGED_PORT}`;
    need(["NET_BIND_SERVICE"], port.range === undefined ? baseEvidence(chain, observation) : chain.at(port.range, observation));
  }
  for (const script of chainScripts(chain)) {
    for (const call of permissionCalls(script)) {
      if (call.tool === "setcap" && call.mode !== undefined) need(fileCapabilities(call.mode), chain.at(call.command.range, "gives a program file capabilities"));
    }
  }
  const reason = needsOfStart(chain, start, need);
  if (reason !== undefined) return unknown(reason);
  if (needs.size === 0) return known([], { observation: "no port below 1024, no file capabilities, and nothing in the start that works as root" });
  return { known: true, value: [...needs.keys()].toSorted(), evidence: [...new Set(needs.values())] };
}

/** Adds what the entrypoint needs; gives the reason when it cannot be told. */
function needsOfStart(chain: Chain, start: Posture["entrypoint"], need: Need): string | undefined {
  if (!start.known) return start.reason;
  const user = valueOf(chain.stage.config.user);
  if (user !== undefined && user.user !== "0" && user.user !== "root") return undefined;
  const { entrypoint, cmd, argv } = start.value;
  for (const word of argv) needOfProgram(word, { observation: `the start calls ${word}` }, need);
  const inherited = chain.image === undefined ? undefined : serviceNeeds(chain.image.name);
  const setting = entrypoint ?? cmd;
  if (inherited !== undefined && setting !== undefined && setting.instruction === undefined) {
    need(inherited.capabilities, baseEvidence(chain, `what ${baseName(chain)} starts as root uses them`));
    return undefined;
  }
  const { files, unread } = startScripts(chain, start.value);
  for (const { path, line, words } of files.flatMap(scriptLines)) {
    for (const word of words) needOfProgram(word, { path, line, observation: `calls ${fileNameOf(word)}` }, need);
  }
  return unread === undefined ? undefined : `the script ${unread}, which the container starts as root, cannot be read`;
}

type Need = (names: readonly string[], evidence: Evidence) => void;

function needOfProgram(word: string, evidence: Evidence, need: Need): void {
  need(capabilitiesOfRootProgram(fileNameOf(word)), evidence);
}

/** `cap_net_raw,cap_net_admin+eip` gives NET_RAW and NET_ADMIN. Source: cap_from_text(3). */
export function fileCapabilities(text: string): readonly string[] {
  return text.split(/[\s,+=-]/).filter((part) => part.toLowerCase().startsWith("cap_")).map((part) => part.slice("cap_".length).toUpperCase());
}
