import { writtenPorts } from "../../facts/start/exposed-ports.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";

const FIRST_UNPRIVILEGED_PORT = 1024;

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  const user = subject.target?.config.user;
  const posture = subject.posture.user;
  if (!user?.known || !posture.known || posture.value.root || mayBind(subject)) return;
  const own = writtenPorts(subject).filter(({ port }) => port < FIRST_UNPRIVILEGED_PORT);
  const known = subject.posture.ports.known ? subject.posture.ports.value.filter(({ port }) => port < FIRST_UNPRIVILEGED_PORT) : [];
  // The ports of a base that also sets its user are that image's own affair: it runs as it is.
  const ports = own.length > 0 ? own : user.value.instruction === undefined ? [] : known;
  const range = own[0]?.range ?? user.value.instruction?.range;
  if (ports.length === 0 || range === undefined) return;
  const numbers = [...new Set(ports.map(({ port }) => port))].join(" and ");
  yield {
    range,
    message: `The container runs as ${user.value.text} and must bind port ${numbers}: Docker since 20.10, Podman and containerd 2 allow it, CRI-O and older containerd refuse it and the program does not start.`,
    evidence: [...user.evidence, ...(subject.posture.ports.known ? subject.posture.ports.evidence : [])],
    fix: { kind: "suggested", description: "Listen on a port above 1023, and map it where the container is run: -p 80:8080", edits: [] },
  };
}

/** The program's file is given the capability. */
function mayBind(subject: DockerfileSubject): boolean {
  return subject.runtimeStages
    .flatMap((stage) => subject.commands(stage))
    .some((command) => command.name === "setcap" && command.words.some((word) => word.value?.toLowerCase().includes("cap_net_bind_service") === true));
}
