import { reachesHost } from "../../knowledge/index.ts";
import { type Evidence, type Fact, valueOf } from "../../source/fact.ts";
import type { Adjusted, Adjustments } from "../adjustments.ts";
import type { Application } from "../application.ts";
import { ownStart } from "../own-start.ts";
import type { Decision, HardenInput } from "../plan.ts";
import { FIRST_UNPRIVILEGED_PORT } from "../stage/ports.ts";
import { are, decide, evidenceOf, names } from "./decide.ts";

/** What follows from each setting that a person gives, in the order of the documentation; a setting that is not given says nothing. */
export function settingDecisions(input: HardenInput, application: Application, stated: Adjustments): readonly Decision[] {
  return [
    ...capabilities(stated.capabilities, startsAsRoot(input, application)),
    ...need(CERTIFICATES, stated.caCertificates, application.needs.caCertificates),
    ...need(TIME_ZONES, stated.timeZones, application.needs.timeZones),
    ...privilegedPorts(stated.privilegedPorts, application),
    ...init(stated.init),
    ...writableRoot(stated.writableRoot),
    ...limit("memory", "How much memory may it use?", stated.memoryMegabytes, "MiB at most; beyond that the kernel ends it"),
    ...limit("pids", "How many processes may it start?", stated.pids, "processes and threads at most"),
  ];
}

function capabilities(stated: readonly Adjusted<string>[], isRoot: boolean): readonly Decision[] {
  if (stated.length === 0) return [];
  const question = "Which capabilities does it need?";
  const far = stated.filter(({ value }) => reachesHost(value));
  const use = isRoot ? "" : "; to a user that is not root, Docker and Kubernetes give none of it, and only files that have it by setcap can be started";
  return [
    decide("capabilities", question, isRoot ? "adapt" : "warn", `${are(stated)} not dropped, all others are${use}`, evidenceOf(stated)),
    ...(far.length === 0 ? [] : [decide("capabilities", question, "warn", `${names(far)} ${far.length === 1 ? "reaches" : "reach"} beyond the container: whoever breaks in gets at the host by it`, evidenceOf(far))]),
  ];
}

/** What stays on its base may have to start as root. */
function startsAsRoot(input: HardenInput, { obstacles }: Application): boolean {
  const stays = input.options.base === "hardened" || obstacles.some((obstacle) => obstacle.rulesOut === "base-change");
  return obstacles.some((obstacle) => obstacle.rulesOut === "user") || (stays && ownStart(input) !== undefined);
}

interface Need {
  readonly id: string;
  readonly question: string;
  /** As the subject of a sentence: `certificates of authorities are`. */
  readonly subject: string;
  readonly object: "them" | "it";
}

const CERTIFICATES: Need = { id: "ca-certificates", question: "Does it need certificates of authorities?", subject: "certificates of authorities are", object: "them" };
const TIME_ZONES: Need = { id: "time-zones", question: "Does it need the time zone database?", subject: "the time zone database is", object: "it" };

function need({ id, question, subject, object }: Need, stated: Adjusted<boolean> | undefined, shown: Fact<boolean>): readonly Decision[] {
  if (stated === undefined) return [];
  if (stated.value) return [decide(id, question, "adapt", `it does: ${subject} installed where the base does not bring ${object}`, [stated.evidence])];
  const isMissed = valueOf(shown) === true;
  const outcome = isMissed ? `${subject} installed nowhere, though the source shows a need for ${object}` : `it does not, so ${subject} installed nowhere`;
  return [decide(id, question, isMissed ? "warn" : "adapt", outcome, [stated.evidence, ...(isMissed && shown.known ? shown.evidence : [])])];
}

function privilegedPorts(stated: Adjusted<boolean> | undefined, application: Application): readonly Decision[] {
  if (stated === undefined) return [];
  const question = "May it listen on ports under 1024 without being root?";
  if (stated.value) return [decide("privileged-ports", question, "adapt", "they stay where they are: the container is told to allow them (net.ipv4.ip_unprivileged_port_start=0)", [stated.evidence])];
  const low = application.ports.filter((port) => port.port < FIRST_UNPRIVILEGED_PORT && (port.fixed || port.variable === undefined));
  if (low.length === 0) return [decide("privileged-ports", question, "adapt", "it has none, so the container is not told to allow any", [stated.evidence])];
  const outcome = `the container is not told to allow them, and ${[...new Set(low.map((port) => port.port))].join(", ")} cannot be moved: where the engine does not allow it by itself, it fails to listen`;
  return [decide("privileged-ports", question, "warn", outcome, [stated.evidence, ...evidenceOf(low)])];
}

function init(stated: Adjusted<boolean> | undefined): readonly Decision[] {
  if (stated === undefined) return [];
  const outcome = stated.value ? "an init process is PID 1, passes signals on and takes care of processes whose parent has ended" : "the program itself is PID 1; it must handle SIGTERM, or it is killed after the grace time";
  return [decide("init", "Does it run under an init process?", "adapt", outcome, [stated.evidence])];
}

function writableRoot(stated: Adjusted<boolean> | undefined): readonly Decision[] {
  if (stated === undefined) return [];
  const question = "Can its root file system be read-only?";
  if (stated.value) return [decide("writable-root", question, "warn", "it stays writable: whoever breaks in can leave files in it, and change what the account may write", [stated.evidence])];
  return [decide("writable-root", question, "adapt", "it is read-only, whatever the source shows", [stated.evidence])];
}

function limit(id: string, question: string, stated: Adjusted<number> | undefined, unit: string): readonly Decision[] {
  const evidence: readonly Evidence[] = stated === undefined ? [] : [stated.evidence];
  return stated === undefined ? [] : [decide(id, question, "adapt", `${stated.value} ${unit}`, evidence)];
}
