import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { docker } from "../engine/lab-engine.ts";

/** Where the process id stands in a run's id, which follows `bulwark-` in every name that the run gives. */
const PREFIX = "bulwark-";
const ID_LENGTH = 16;
const PID = { from: 9, to: 14 };

/** What a run of the command line left or has at work: names in the engine, temporary folders, processes; those of its process id alone. */
export function tracesOf(pid: number): readonly string[] {
  const isOwn = (name: string): boolean => runsIn(name).some((id) => id.slice(PID.from, PID.to) === pid.toString(36).padStart(5, "0"));
  return [...namesInEngine(), ...readdirSync(tmpdir()).map((name) => `folder ${name}`), ...processes()].filter(isOwn);
}

function runsIn(text: string): readonly string[] {
  return text.split(PREFIX).slice(1).map((rest) => rest.slice(0, ID_LENGTH));
}

function namesInEngine(): readonly string[] {
  const lists = [
    ["ps", "--all", "--format", "container {{.Names}}"],
    ["image", "ls", "--format", "image {{.Repository}}:{{.Tag}}"],
    ["volume", "ls", "--format", "volume {{.Name}}"],
    ["network", "ls", "--format", "network {{.Name}}"],
  ];
  return lists.flatMap((words) => docker(words).split("\n"));
}

/** Commands with the run that started them, which stands in their environment. */
function processes(): readonly string[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    const run = contentOf(`/proc/${pid}/environ`).split("\0").find((variable) => variable.startsWith("BULWARK_RUN="));
    return run === undefined ? [] : [`process ${contentOf(`/proc/${pid}/cmdline`).replaceAll("\0", " ")} of ${PREFIX}${run.slice("BULWARK_RUN=".length)}`];
  });
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
