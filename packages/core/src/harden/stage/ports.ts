import type { Stage } from "../../dockerfile/model.ts";
import type { Edit } from "../../source/edit.ts";
import type { Application, ListeningPort } from "../application.ts";
import type { Decision } from "../plan.ts";
import type { Move } from "../move.ts";

/** Below it an account without privileges may not listen on every engine (ip_unprivileged_port_start). */
export const FIRST_UNPRIVILEGED_PORT = 1024;
const MOVED_BY = 8000;

export interface MovedPorts {
  readonly environmentLines: readonly string[];
  readonly exposeLines: readonly string[];
  readonly decisions: readonly Decision[];
}

/** Where a port under 1024 goes: 80 to 8080, 443 to 8443, others 8000 up. */
export function movedPort(port: number): number {
  if (port === 80) return 8080;
  return port === 443 ? 8443 : port + MOVED_BY;
}

/** Whether a port can be moved without a change of the source. */
export function canMove(port: ListeningPort): boolean {
  return port.port < FIRST_UNPRIVILEGED_PORT && port.variable !== undefined && !port.fixed;
}

/** The port on which the hardened container listens. */
export function effectivePort(port: ListeningPort): number {
  return canMove(port) ? movedPort(port.port) : port.port;
}

/** What an image says about its ports: EXPOSE, the variables that move one, and what is decided about each below 1024. */
export function movedPorts(move: Move, target?: Stage): MovedPorts {
  const { ports } = move.application;
  const moved = ports.filter(canMove).map((port) => ({ port, edits: target === undefined ? [] : settingEdits(target, port) }));
  return {
    environmentLines: moved.filter(({ edits }) => edits.length === 0).map(({ port }) => `ENV ${port.variable ?? ""}=${movedPort(port.port)}`),
    exposeLines: [...new Set(ports.map((port) => `EXPOSE ${effectivePort(port)}${port.protocol === "udp" ? "/udp" : ""}`))],
    decisions: [
      ...ports.filter((port) => port.port < FIRST_UNPRIVILEGED_PORT && !canMove(port)).map((port) => decide(port, [])),
      ...moved.map(({ port, edits }) => decide(port, [...edits, ...(target === undefined ? [] : exposeEdits(target, port))])),
    ],
  };
}

/** Ports below 1024 of an image that stays on its base: nothing in it moves them, and one that starts as root needs no leave. */
export function keptPorts({ ports, obstacles }: Application): readonly Decision[] {
  if (obstacles.some((obstacle) => obstacle.rulesOut === "user")) return [];
  return ports.filter((port) => port.port < FIRST_UNPRIVILEGED_PORT).map((port) => decide({ ...port, fixed: true }, []));
}

/** Where the stage itself sets the variable, its value follows. */
function settingEdits(target: Stage, port: ListeningPort): readonly Edit[] {
  const settings = target.instructions.filter((instruction) => instruction.keyword === "ENV").flatMap((instruction) => instruction.arguments.filter(({ pair }) => pair?.key === port.variable));
  return settings.flatMap(({ pair }): Edit[] => (pair?.valueRange !== undefined && pair.value === String(port.port) ? [{ range: pair.valueRange, text: String(movedPort(port.port)) }] : []));
}

function exposeEdits(target: Stage, port: ListeningPort): readonly Edit[] {
  return target.instructions
    .filter((instruction) => instruction.keyword === "EXPOSE")
    .flatMap((instruction) => instruction.arguments.filter(({ text }) => text === String(port.port) || text === `${port.port}/${port.protocol}`))
    .map(({ range }): Edit => ({ range, text: `${movedPort(port.port)}${port.protocol === "udp" ? "/udp" : ""}` }));
}

function decide(port: ListeningPort, edits: readonly Edit[]): Decision {
  const common = { id: "port", question: `May it listen on ${port.port} without being root?`, evidence: [port.evidence], edits, rule: "no-privileged-port-as-non-root" };
  if (canMove(port)) {
    return { ...common, answer: "adapt", outcome: `it listens on ${movedPort(port.port)} by ${port.variable}; run line, Compose and Kubernetes still publish it where it was` };
  }
  return {
    ...common,
    answer: "warn",
    outcome: `${port.port} stays: Docker 20.10 and later allow it, Kubernetes gets the safe sysctl net.ipv4.ip_unprivileged_port_start=0; better let the program listen on a port from 1024 up`,
  };
}
