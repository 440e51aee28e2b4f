import type { Stage } from "../../dockerfile/model.ts";
import { readCopy } from "../../dockerfile/index.ts";
import { permissionCalls, readStageShell } from "../../shell/index.ts";
import type { Edit } from "../../source/edit.ts";
import { valueOf } from "../../source/fact.ts";
import type { Range } from "../../source/text.ts";
import { format } from "../identity.ts";
import type { HardenInput, Identity } from "../plan.ts";

/** Names mean nothing in an image whose accounts were left behind: every owner by name becomes the identity. */
export function ownersOfLeftAccounts(target: Stage, identity: Identity): readonly Edit[] {
  return copyOwners(target).flatMap(({ text, range }) => (/^[0-9:]+$/.test(text) ? [] : [{ range, text: format(identity) }]));
}

/** What belonged to the account that the stage ended as belongs to the identity: in COPY --chown, and in the owners that RUNs give. */
export function ownersOfKeptAccount(input: HardenInput, target: Stage, identity: Identity): readonly Edit[] {
  const user = valueOf(input.subject.posture.user);
  // An account with a known number is the identity already.
  if (user === undefined || user.root || user.uid !== undefined) return [];
  const [name = "", group = name] = user.text.split(":");
  const numbers = new Map([
    [name, String(identity.uid)],
    [`${name}:`, format(identity)],
    [`${name}:${name}`, format(identity)],
    [`${name}:${group}`, format(identity)],
  ]);
  const copied = copyOwners(target).flatMap(({ text, range }) => edit(range, numbers.get(text)));
  const given = readStageShell(target).flatMap((script) => permissionCalls(script)).flatMap((call) => {
    const word = call.command.words.find((candidate) => candidate.value === call.owner && candidate.editable && candidate.text === call.owner);
    return word === undefined ? [] : edit(word.range, numbers.get(call.owner ?? ""));
  });
  return [...copied, ...given];
}

function copyOwners(target: Stage): readonly { readonly text: string; readonly range: Range }[] {
  return target.instructions.flatMap((instruction) => readCopy(instruction)?.chown ?? []);
}

function edit(range: Range, text: string | undefined): readonly Edit[] {
  return text === undefined ? [] : [{ range, text }];
}
