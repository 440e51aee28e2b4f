import { fileNameOf } from "../../../../context/path.ts";
import type { Obstacle } from "../../../application.ts";

/** Programs that start another or build it first, with what a person does about it. */
interface Launcher {
  readonly programs: ReadonlySet<string>;
  /** First arguments that make it one; any when undefined. */
  readonly actions?: ReadonlySet<string>;
  /** Continues "air …". */
  readonly reason: string;
  /** A container for development compiles, watches or traces: it needs what hardening takes away, even on its own base. */
  readonly rulesOut: "everything" | "base-change";
}

const LAUNCHERS: readonly Launcher[] = [
  {
    programs: new Set(["go"]),
    actions: new Set(["run", "test", "build", "install", "generate", "vet", "tool"]),
    reason: "compiles at every start, so the container needs the toolchain, the source and a build cache to write to, which is for development; build with RUN go build and start what it makes",
    rulesOut: "everything",
  },
  {
    programs: new Set(["air", "reflex", "CompileDaemon", "realize", "fresh", "gow", "modd", "wgo", "nodemon", "watchexec"]),
    reason: "rebuilds when source changes, which is for development; build with RUN go build in a Dockerfile of its own and start what it makes",
    rulesOut: "everything",
  },
  { programs: new Set(["dlv"]), reason: "is a debugger, which needs ptrace and a build with debug information; start the program itself in a Dockerfile of its own", rulesOut: "everything" },
  {
    programs: new Set(["make", "task", "just", "mage", "npm", "yarn", "pnpm", "npx"]),
    reason: "starts something that only its own file names; start the built program itself",
    rulesOut: "base-change",
  },
  {
    programs: new Set(["supervisord", "s6-svscan", "s6-overlay", "runsvdir", "runit", "circusd", "foreman", "overmind", "goreman", "multirun", "systemd", "init"]),
    reason: "starts several processes; give each its own container and start the program itself",
    rulesOut: "base-change",
  },
];

/** What stands in the way when an argument vector starts no program of the project, but what builds or starts one. */
export function launcherObstacle(argv: readonly (string | undefined)[], evidence: Obstacle["evidence"]): Obstacle | undefined {
  const program = fileNameOf(argv[0] ?? "");
  const launcher = LAUNCHERS.find((candidate) => candidate.programs.has(program) && (candidate.actions === undefined || candidate.actions.has(argv[1] ?? "")));
  if (launcher === undefined) return undefined;
  const called = launcher.actions === undefined ? program : `${program} ${argv[1] ?? ""}`;
  return { reason: `${called} ${launcher.reason}`, evidence, rulesOut: launcher.rulesOut };
}
