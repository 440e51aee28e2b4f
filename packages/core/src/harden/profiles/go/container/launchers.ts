/** Programs that start another or build it first, with what a person does about it. */
export interface Launcher {
  readonly programs: ReadonlySet<string>;
  /** The first argument that makes it one; any when undefined. */
  readonly action: string | undefined;
  /** Continues "air …". */
  readonly reason: string;
}

export const LAUNCHERS: readonly Launcher[] = [
  {
    programs: new Set(["go"]),
    action: "run",
    reason: "compiles at every start, so the container needs the toolchain and the source; build with RUN go build and start what it makes",
  },
  {
    programs: new Set(["air", "reflex", "CompileDaemon", "realize", "fresh", "gow", "modd", "wgo", "nodemon", "watchexec"]),
    action: undefined,
    reason: "rebuilds when source changes, which is for development; build with RUN go build in a Dockerfile of its own and start what it makes",
  },
  { programs: new Set(["dlv"]), action: undefined, reason: "is a debugger, which needs ptrace and a build with debug information; start the program itself" },
  {
    programs: new Set(["make", "task", "just", "mage", "npm", "yarn", "pnpm", "npx"]),
    action: undefined,
    reason: "starts something that only its own file names; start the built program itself",
  },
  {
    programs: new Set(["supervisord", "s6-svscan", "s6-overlay", "runsvdir", "runit", "circusd", "foreman", "overmind", "goreman", "multirun", "systemd", "init"]),
    action: undefined,
    reason: "starts several processes; give each its own container and start the program itself",
  },
];
