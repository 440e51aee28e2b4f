import { UNPRIVILEGED_PORT_START } from "../../constraint.ts";
import { valueOf } from "../../../source/fact.ts";
import { constraintOf, type Candidate } from "../candidate.ts";
import type { Observed, Situation } from "../situation.ts";
import { observed, owner, said } from "../wording.ts";

/** Where the kernel sets no other limit (ip(7), ip_unprivileged_port_start). */
const FIRST_UNPRIVILEGED_PORT = 1024;

/** Ports that may not be bound, or are bound already. */
export function unboundPorts(situation: Situation): readonly Candidate[] {
  return situation.symptoms.flatMap((symptom) => {
    if (symptom.kind === "port-taken") return [taken(symptom)];
    if (symptom.kind !== "port-denied") return [];
    const port = symptom.subject ?? privilegedPort(situation);
    return port === undefined || Number(port) < FIRST_UNPRIVILEGED_PORT ? [privileged(port, [said(symptom)], "said", situation)] : [];
  });
}

/** The only port under 1024 that the container publishes, or on which the original listens. */
function privilegedPort({ settings, original }: Situation): string | undefined {
  const listening = original.trial === undefined ? [] : (valueOf(original.trial.listening) ?? []);
  const low = [...settings.ports.map((port) => port.container), ...listening.map(({ port }) => port)].filter((port) => port < FIRST_UNPRIVILEGED_PORT);
  const [first, ...others] = new Set(low);
  return first === undefined || others.length > 0 ? undefined : String(first);
}

function privileged(port: string | undefined, evidence: Candidate["cause"]["evidence"], strength: Candidate["strength"], situation: Situation): Candidate {
  const { account } = situation;
  const which = port === undefined ? "a port below 1024" : `port ${port}`;
  const who = account === undefined ? "without the capability for it" : `as ${owner(account.uid)}${account.uid === 0 ? " without capabilities" : ""}`;
  const message = `${which} cannot be opened ${who}: where the engine does not lower the limit, ports below 1024 need a privilege; let the program listen on one above, or allow it with --sysctl ${UNPRIVILEGED_PORT_START}=0`;
  return { strength, cause: { kind: "port-privileged", constraint: constraintOf("port-privileged", situation), subject: port, message, evidence, remedy: { kind: "privileged-ports" } } };
}

/** It works with low ports allowed, and the log says nothing of them. */
export function unnamedPort(situation: Situation): Candidate {
  return privileged(privilegedPort(situation), [observed("it works when ports below 1024 are allowed")], "state", situation);
}

function taken(symptom: Observed): Candidate {
  const which = symptom.subject === undefined ? "a port" : `port ${symptom.subject}`;
  const message = `${which} is taken: two programs of the container want it, or hardening moved one onto the other's; give them different ports`;
  return { strength: "said", cause: { kind: "unknown", constraint: undefined, subject: symptom.subject, message, evidence: [said(symptom)], remedy: undefined } };
}
