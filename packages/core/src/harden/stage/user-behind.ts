import type { Stage, UserSetting } from "../../dockerfile/model.ts";
import type { Instruction } from "../../dockerfile/syntax.ts";
import { valueOf } from "../../source/fact.ts";

/** The account in force behind an instruction of a stage, or behind its FROM; undefined when it is not known. */
export function userBehind(stage: Stage, instruction: Instruction): UserSetting | undefined {
  const next = stage.instructions.find((candidate) => candidate.range.start > instruction.range.start);
  return valueOf(next === undefined ? stage.config.user : stage.configAt(next).user);
}

/** What is not known counts as root, as it is in most images. */
export function isRoot(user: UserSetting | undefined): boolean {
  return user === undefined || user.user === "" || user.user === "root" || user.user === "0";
}
