import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  const user = subject.target?.config.user;
  const posture = subject.posture.user;
  if (!user?.known || user.value.instruction === undefined || !posture.known) return;
  const { root, numeric, uid, gid } = posture.value;
  if (root || numeric) return;
  const argument = user.value.instruction.arguments[0];
  const known = uid !== undefined && gid !== undefined ? `${uid}:${gid}` : undefined;
  const editable = argument !== undefined && argument.variables.length === 0 && subject.source.slice(argument.range) === user.value.text;
  yield {
    range: argument?.range ?? user.value.instruction.range,
    message: `USER is the name "${user.value.text}"${known === undefined ? "" : ` (${known})`}: Kubernetes cannot tell that it is not root, and refuses to start the container with runAsNonRoot.`,
    evidence: [...user.evidence, ...posture.evidence],
    fix:
      known !== undefined && editable
        ? { kind: "behavioural", description: `Write ${known}, the ids of ${user.value.user}`, edits: [{ range: argument.range, text: known }] }
        : { kind: "suggested", description: "Give the account fixed ids where it is created, and write USER uid:gid", edits: [] },
  };
}
