import type { Stage } from "../../dockerfile/model.ts";
import type { Instruction } from "../../dockerfile/syntax.ts";
import { accountsOfChain } from "../../posture/accounts.ts";
import type { Range } from "../../source/text.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";
import { stageChain } from "../../facts/stage-chain.ts";

/** Nobody builds stages on more stages than this; their accounts are read anew for each. */
const DEEPEST_CHAIN = 30;

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const stage of subject.model.stages) {
    const identities = stage.instructions.flatMap((instruction) => identityIn(stage, instruction) ?? []);
    const chain = identities.length === 0 ? undefined : stageChain(subject, stage);
    const accounts = chain === undefined || chain.stages.length > DEEPEST_CHAIN ? undefined : accountsOfChain(chain);
    if (accounts?.complete !== true) continue;
    const missing = chain?.base.kind === "scratch" ? "scratch has no /etc/passwd" : "neither its image has one nor does a RUN create it";
    for (const { name, range, fails } of identities) {
      if (accounts.users.has(name)) continue;
      yield {
        range,
        message: `No account "${name}" exists in this stage: ${missing}, so ${fails}.`,
        fix: { kind: "suggested", description: `Use numbers, which need no account (65532:65532), or create ${name} in this stage`, edits: [] },
      };
    }
  }
}

interface Identity {
  readonly name: string;
  readonly range: Range;
  /** What happens when the name is not found. */
  readonly fails: string;
}

/** The user that `USER` or `--chown` names; undefined for root, a number, and a variable that only the build knows. */
function identityIn(stage: Stage, instruction: Instruction): Identity | undefined {
  const chown = instruction.keyword === "COPY" || instruction.keyword === "ADD" ? instruction.flags.find((flag) => flag.name === "chown") : undefined;
  const [user] = instruction.keyword === "USER" ? instruction.arguments : [];
  const text = user?.text ?? chown?.value;
  const range = user?.range ?? chown?.range;
  const name = text === undefined ? undefined : stage.variablesAt(instruction).expand(text)?.split(":")[0];
  if (name === undefined || name === "" || name === "root" || range === undefined || /^\d+$/.test(name)) return undefined;
  return { name, range, fails: instruction.keyword === "USER" ? "the container does not start" : "the build fails" };
}
