import type { CommandSetting } from "../../dockerfile/model.ts";
import { readCopy } from "../../dockerfile/read-copy.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";
import { stageChain } from "../../facts/stage-chain.ts";

const SHELLS = new Set(["sh", "bash", "ash", "dash"]);

/** Programs that health checks call, which are no part of the distributions that are asked about. */
const CLIENTS = ["curl", "wget"];

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  const { target, posture } = subject;
  if (target === undefined || stageChain(subject)?.image?.role === "windows") return;
  if (posture.shell.known && !posture.shell.value) {
    const start = posture.entrypoint.known ? posture.entrypoint.value : undefined;
    // Behind an ENTRYPOINT, CMD is nothing but its arguments.
    const command = start?.entrypoint ?? start?.cmd;
    if (command?.instruction !== undefined && needsShell(command)) {
      yield problem(command.instruction.range, "The container does not start", `${command.instruction.keyword} needs ${shellOf(command)}`, subject);
    }
  }
  const health = posture.healthcheck.known ? posture.healthcheck.value : undefined;
  const missing = health === undefined ? undefined : missingIn(subject, health.command);
  if (health?.instruction !== undefined && missing !== undefined) {
    yield problem(health.instruction.range, "The container is reported unhealthy for ever", `HEALTHCHECK needs ${missing}`, subject);
  }
}

function problem(range: Problem["range"], consequence: string, needs: string, subject: DockerfileSubject): Problem {
  const base = stageChain(subject);
  return {
    range,
    message: `${consequence}: ${needs}, and ${base?.base.kind === "scratch" ? "scratch" : (base?.image?.name ?? "the base image")} has none.`,
    fix: { kind: "suggested", description: "Use the exec form with the program's path, and let the program answer for its health itself", edits: [] },
  };
}

function programOf(command: CommandSetting): string {
  const [program = ""] = command.argv;
  return program.slice(program.lastIndexOf("/") + 1);
}

function needsShell(command: CommandSetting): boolean {
  return command.form === "shell" || SHELLS.has(programOf(command)) || programOf(command).endsWith(".sh");
}

function shellOf(command: CommandSetting): string {
  return command.form === "shell" ? "a shell (shell form)" : `a shell (${programOf(command)})`;
}

/** What a health check calls and the image is known not to have. */
function missingIn(subject: DockerfileSubject, command: CommandSetting): string | undefined {
  const { shell } = subject.posture;
  if (shell.known && !shell.value && needsShell(command)) return shellOf(command);
  const words = command.argv.flatMap((argument) => argument.split(/[\s;&|()]/)).map((word) => word.slice(word.lastIndexOf("/") + 1));
  const client = CLIENTS.find((name) => words[0] === name || (command.form === "shell" && words.includes(name)));
  return client !== undefined && isMissing(subject, client) ? client : undefined;
}

/** Sure only for an image of which the programs are known, and when nothing that this file adds may bring it. */
function isMissing(subject: DockerfileSubject, program: string): boolean {
  const root = stageChain(subject);
  if (root === undefined || root.base.kind === "unknown") return false;
  const { image } = root;
  if (root.base.kind === "image" && (image === undefined || !isDescribed(image.role, image.distribution?.id) || image.programs.includes(program))) return false;
  return !subject.runtimeStages.some((stage) => {
    const installs = subject.packageCalls(stage).some((call) => call.packages.some((item) => !item.certain || item.name.includes(program)));
    const uses = subject.commands(stage).some((command) => command.name === undefined || command.name === program);
    const copies = stage.instructions.some((instruction) => readCopy(instruction)?.sources.some((source) => source.text.endsWith(`/${program}`)) === true);
    const opaque = subject.scripts(stage).some((script) => !script.complete);
    return installs || uses || copies || opaque;
  });
}

function isDescribed(role: string, distribution: string | undefined): boolean {
  return (role === "distribution" || role === "minimal" || role === "toolchain") && ["debian", "ubuntu", "alpine", "distroless"].includes(distribution ?? "");
}
