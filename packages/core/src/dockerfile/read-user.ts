import type { UserSetting } from "./model.ts";
import type { Instruction } from "./syntax.ts";

/** The user and group of a USER text after expansion. No user means root, as Docker takes it. Source: Dockerfile reference, "USER". */
export function readUser(text: string, instruction: Instruction | undefined): UserSetting {
  const colon = text.indexOf(":");
  const user = colon === -1 ? text : text.slice(0, colon);
  const group = colon === -1 ? "" : text.slice(colon + 1);
  return { text: text === "" ? "0" : text, user: user === "" ? "0" : user, group: group === "" ? undefined : group, instruction };
}
