import { readStageShell, accountCalls, packageCalls, permissionCalls } from "../../shell/index.ts";
import type { Command, ShellScript } from "../../shell/command.ts";
import type { Stage } from "../../dockerfile/model.ts";
import type { Instruction } from "../../dockerfile/syntax.ts";
import type { Decision } from "../plan.ts";
import type { Move } from "../move.ts";
import { evidenceAt, summary } from "./line.ts";

/** Packages whose content a base of ours brings, or that only a dynamically linked program needs. */
const BROUGHT = new Set(["ca-certificates", "ca-certificates-bundle", "tzdata", "libc6-compat", "gcompat", "musl", "libc6", "netbase", "openssl"]);
/** Commands that prepare, print or clean and leave nothing that runs. */
const EMPTY = new Set(["set", "echo", "printf", "true", ":", "rm", "cd", "export", "update-ca-certificates", "ls", "cat", "test", "[", "id", "whoami", "hash"]);

/** A RUN of the runtime stage that a base without a shell cannot run: left out when everything it does is understood and needless there. */
export function leaveOut(move: Move, stage: Stage, instruction: Instruction): Decision {
  const { input } = move;
  const line = summary(instruction, input.subject.source);
  const script = readStageShell(stage).find((candidate) => candidate.instruction === instruction);
  const doubt = script === undefined ? "it could not be read" : firstDoubt(move, script);
  const evidence = [evidenceAt(input, instruction.range, `is ${line}`)];
  if (doubt !== undefined) {
    return { id: "runtime-run", question: "Can this RUN be left out?", answer: "refuse", outcome: `"${line}" cannot be left out: ${doubt}`, evidence, edits: [] };
  }
  return {
    id: "runtime-run",
    question: "Can this RUN be left out?",
    answer: "adapt",
    outcome: `"${line}" is left out: what it does, the base or a numeric user does without it`,
    evidence: [...evidence, ...move.application.looked],
    edits: [{ range: instruction.range, text: `# Left out by bulwark: ${line}` }],
  };
}

function firstDoubt(move: Move, script: ShellScript): string | undefined {
  if (!script.complete) return "not all of it is understood";
  const packages = new Map(packageCalls(script).map((call) => [call.command, call]));
  const accounts = new Set(accountCalls(script).map((call) => call.command));
  const permissions = new Map(permissionCalls(script).map((call) => [call.command, call]));
  for (const command of script.commands) {
    const call = packages.get(command);
    const permission = permissions.get(command);
    if (call !== undefined) {
      const needed = call.action === "install" ? call.packages.find((item) => !mayGo(move, item.name, item.certain)) : undefined;
      if (needed) return `whether the program needs the package ${needed.name} is not known`;
    } else if (permission !== undefined) {
      const doubt = permissionDoubt(move, permission.tool, permission.paths.map((path) => path.value));
      if (doubt !== undefined) return doubt;
    } else if (!accounts.has(command) && !isEmpty(command)) return `${command.name ?? "a command"} does something that the base would lack`;
  }
  return undefined;
}

/** A program's package may go when the source starts no program and nothing else could. */
function mayGo(move: Move, name: string, certain: boolean): boolean {
  if (!certain) return false;
  if (BROUGHT.has(name)) return true;
  const { needs, start, looked } = move.application;
  return needs.programs.length === 0 && looked.length > 0 && start.known && !isLibrary(name);
}

function isLibrary(name: string): boolean {
  return name.startsWith("lib") || name.includes("fonts") || name.startsWith("font-");
}

/** Owners and modes of what is copied or written are given by the stage itself; anything else would be lost. */
function permissionDoubt(move: Move, tool: string, paths: readonly (string | undefined)[]): string | undefined {
  if (tool === "setcap") return "it gives a program capabilities";
  const { application } = move;
  const known = [...application.files.map((file) => file.path), ...application.writes.map((write) => write.path)];
  const started = application.start.known ? [application.start.value.path, application.start.value.workdir] : [];
  if (tool === "mkdir") return undefined;
  const foreign = paths.find((path) => path === undefined || ![...known, ...started].some((place) => place === path || path.startsWith(`${place}/`) || place.startsWith(`${path.replace(/\/$/, "")}/`)) && path.startsWith("/"));
  return foreign === undefined ? undefined : `it sets the owner or mode of ${foreign}`;
}

function isEmpty(command: Command): boolean {
  return command.name !== undefined && EMPTY.has(command.name);
}
