import { known, unknown, valueOf, type Evidence } from "../../../source/fact.ts";
import type { Stage } from "../../../dockerfile/model.ts";
import type { Application, ListeningPort, Obstacle, StartedProgram, WrittenPath } from "../../application.ts";
import type { HardenInput } from "../../plan.ts";
import type { Profile } from "../../profile.ts";
import type { Fact } from "../../../source/fact.ts";

const OBSTACLE: Obstacle = { reason: "what it starts comes ready-made or of an ecosystem whose source is not read yet, so whether it runs on another base is not known", evidence: [], rulesOut: "base-change" };

/** Any application that no ecosystem's profile knows: hardened where it stands, without a change of base. */
export const genericProfile: Profile = {
  name: "generic",
  recognises: () => known(true, { observation: "no ecosystem that is known better was recognised" }),
  collect(input) {
    const target = input.subject.target;
    if (target === undefined) throw new Error("a fragment is refused before a profile is asked");
    return collect(input, target);
  },
  hardenBuild: () => [],
};

function collect(input: HardenInput, target: Stage): Application {
  const { posture } = input.subject;
  return {
    ecosystem: "generic",
    name: input.projectName ?? "app",
    buildStage: target,
    builds: [],
    start: start(input),
    libc: posture.libc,
    files: [],
    writes: writes(input),
    ports: ports(input),
    health: known(undefined),
    needs: { caCertificates: unknown("the source is not read"), timeZones: unknown("the source is not read"), programs: [], account: unknown("the source is not read") },
    environment: [],
    obstacles: [OBSTACLE],
    looked: [{ observation: "only the Dockerfile was read: this ecosystem's source is not known here" }],
  };
}

function start(input: HardenInput): Fact<StartedProgram> {
  const { entrypoint, workdir } = input.subject.posture;
  if (!entrypoint.known) return entrypoint;
  const command = entrypoint.value;
  return known(
    {
      path: command.argv[0] ?? "",
      arguments: command.argv.slice(1),
      entrypoint: command.entrypoint?.argv ?? [],
      cmd: command.cmd?.argv ?? [],
      workdir: valueOf(workdir) ?? "/",
    },
    ...entrypoint.evidence,
  );
}

/** Volumes hold data; other paths that are known to be written are scratch only below the folders that exist for it. */
function writes(input: HardenInput): readonly WrittenPath[] {
  const { posture } = input.subject;
  if (!posture.writablePaths.known) return [];
  const evidence: Evidence = posture.writablePaths.evidence[0] ?? { observation: "is written at run time" };
  return posture.writablePaths.value.map((path) => ({ path, purpose: isScratch(path) ? "scratch" : "data", evidence }));
}

function isScratch(path: string): boolean {
  return ["/tmp", "/run", "/var/run", "/var/tmp", "/var/cache", "/dev/shm"].some((folder) => path === folder || path.startsWith(`${folder}/`));
}

function ports(input: HardenInput): readonly ListeningPort[] {
  const exposed = input.subject.posture.ports;
  if (!exposed.known) return [];
  return exposed.value.flatMap((port): ListeningPort[] => {
    if (port.protocol === "sctp") return [];
    const line = port.range === undefined ? undefined : input.subject.source.position(port.range.start).line;
    const evidence: Evidence = { observation: `exposes ${port.port}`, path: input.subject.source.path, ...(line === undefined ? {} : { line }) };
    return [{ port: port.port, protocol: port.protocol, variable: undefined, fixed: true, evidence }];
  });
}
