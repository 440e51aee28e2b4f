import type { Evidence, Fact } from "../../source/fact.ts";
import type { Application, StartedProgram } from "../application.ts";
import type { Decision } from "../plan.ts";

/** `/root` itself or a place below it, moved to `/app`, since every base closes it to all but root; anything else as it is. */
export function outOfRoot(path: string): string {
  return isClosed(path) ? `/app${path.slice("/root".length)}` : path;
}

/** The application as it lies on another base, with nothing below `/root`. */
export function applicationOutOfRoot(application: Application): Application {
  return {
    ...application,
    start: startOutOfRoot(application.start),
    files: application.files.map((file) => ({ ...file, path: outOfRoot(file.path) })),
    writes: application.writes.map((write) => ({ ...write, path: outOfRoot(write.path) })),
  };
}

function startOutOfRoot(start: Fact<StartedProgram>): Fact<StartedProgram> {
  return start.known ? { ...start, value: programOutOfRoot(start.value) } : start;
}

export function programOutOfRoot(program: StartedProgram): StartedProgram {
  const { path, workdir, entrypoint, cmd } = program;
  return { ...program, path: outOfRoot(path), workdir: outOfRoot(workdir), arguments: program.arguments.map(outOfRoot), entrypoint: entrypoint.map(outOfRoot), cmd: cmd.map(outOfRoot) };
}

/** A refusal where the program asks for a place below `/root` by its whole name: moved, it would not be found. */
export function refuseClosedFolder({ files, writes, start }: Application): Decision | undefined {
  const given = new Set(start.known ? start.value.arguments : []);
  const named = [...files.filter((file) => file.kind !== "program"), ...writes].filter((item) => isClosed(item.path) && item.relative === false && !given.has(item.path));
  if (named.length === 0) return undefined;
  const evidence: readonly Evidence[] = named.map((item) => item.evidence);
  const outcome = `the program names ${[...new Set(named.map((item) => item.path))].join(", ")}, and /root is closed to everyone but root; let it use a path relative to its working folder, or a folder of its own`;
  return { id: "workdir", question: "Can it reach its own folder?", answer: "refuse", outcome, evidence, edits: [] };
}

/** Whether it must enter `/root` where it stands: its program, its working folder, or what it reads and writes lies there. */
export function liesInRoot({ files, writes, start }: Application, workdir: string | undefined): boolean {
  const paths = [...files.map((file) => file.path), ...writes.map((write) => write.path), ...(start.known ? [start.value.path] : [])];
  return [...paths, workdir ?? "/"].some(isClosed);
}

/** Whether a place is closed to all but root on every base. */
export function isClosed(path: string): boolean {
  return path === "/root" || path.startsWith("/root/");
}
