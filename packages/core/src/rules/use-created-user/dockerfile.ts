import { isScriptName } from "../../posture/start-scripts.ts";
import type { AccountCall } from "../../shell/calls.ts";
import { rootDrop } from "../../facts/start/root-drop.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";
import { stageChain } from "../../facts/stage-chain.ts";
import { startedProgram, startedScripts } from "../../facts/start/start-script.ts";

/** Services that start as root and switch to an account which their configuration names. */
const SWITCHING_SERVICES = new Set(["sshd", "supervisord", "nginx", "apache2", "apache2-foreground", "apachectl", "httpd", "httpd-foreground", "php-fpm", "cron", "crond", "haproxy", "init", "systemd", "s6-svscan", "runsvdir", "vsftpd"]);

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  const { target } = subject;
  const user = subject.posture.user;
  if (target === undefined || (user.known && !user.value.root) || subject.runtimeStages.some(hasUser)) return;
  const calls = subject.runtimeStages.flatMap((stage) => subject.accountCalls(stage));
  const logins = new Set(calls.filter((call) => call.action === "set-password").map((call) => call.name));
  const created = calls.find((call) => call.action === "add-user" && call.name !== undefined && !call.name.startsWith("_") && !logins.has(call.name));
  if (created === undefined || !startsItsOwnProgram(subject) || isUsed(subject, created)) return;
  const ids = created.uid === undefined ? created.name : created.gid === undefined ? `${created.uid}` : `${created.uid}:${created.gid}`;
  yield {
    range: created.command.range,
    message: `The account ${created.name} is created and never used: no USER switches to it, so the container starts as ${user.known ? "root" : "its base image's user"} all the same.`,
    fix: { kind: "suggested", description: `End the stage with USER ${ids}`, edits: [] },
  };
}

function hasUser(stage: DockerfileSubject["runtimeStages"][number]): boolean {
  return stage.instructions.some((instruction) => instruction.keyword === "USER");
}

/** A start command of this file that shows what it starts: what a script in an unknown place does is not known. */
function startsItsOwnProgram(subject: DockerfileSubject): boolean {
  const start = subject.posture.entrypoint;
  if (!start.known || rootDrop(subject) !== undefined) return false;
  const { entrypoint, cmd } = start.value;
  const isInherited = entrypoint !== undefined && entrypoint.instruction === undefined;
  if (isInherited) {
    // The entrypoint of a language's image hands over to CMD; that of a service does more than the file shows.
    const isLanguage = ["toolchain", "runtime"].includes(stageChain(subject)?.image?.role ?? "");
    return isLanguage && cmd?.instruction !== undefined && cmd.form === "exec" && !isScriptName(cmd.argv[0] ?? "");
  }
  const program = startedProgram(subject) ?? "";
  if ((entrypoint ?? cmd)?.instruction === undefined || SWITCHING_SERVICES.has(program) || isOfPackage(subject, program)) return false;
  const { files, unread } = startedScripts(subject);
  return unread === undefined && (!program.includes("entrypoint") || files.length > 0);
}

/** A service that a package installs has an account of its own in its configuration. */
function isOfPackage(subject: DockerfileSubject, program: string): boolean {
  const { packages } = subject.posture;
  return program !== "" && packages.known && packages.value.some((name) => name.startsWith(program) || program.startsWith(name));
}

/** Another command of the build, or the script that is started, works as that account. */
function isUsed(subject: DockerfileSubject, created: AccountCall): boolean {
  const { name } = created;
  if (name === undefined) return true;
  const asUser = subject.runtimeStages
    .flatMap((stage) => subject.commands(stage))
    .some((command) => command.wrappers.some((wrapper) => wrapper.words.some((word) => word.value === name)) || (command.name === "su" && command.words.some((word) => word.value === name)));
  return asUser || startedScripts(subject).files.some(({ text }) => text.includes(name));
}
