import { valueOf } from "../../source/fact.ts";
import type { Stage } from "../../dockerfile/model.ts";
import { readCopy } from "../../dockerfile/index.ts";
import { isSystemFolder } from "../../knowledge/index.ts";
import type { Edit } from "../../source/edit.ts";
import type { Application } from "../application.ts";
import { format } from "../identity.ts";
import type { Decision, HardenInput, Identity } from "../plan.ts";
import { landings } from "./landings.ts";
import { evidenceAt } from "./line.ts";

/**
 * `COPY --chown` on what lands where the program writes: the volumes and the written folders, never the program's own code, which it
 * should not be able to change. No layer is added.
 */
export function ownershipEdits(input: HardenInput, target: Stage, identity: Identity, application: Application): readonly Decision[] {
  const program = valueOf(application.start)?.path ?? "";
  const isBeside = (path: string): boolean => program === path || program.startsWith(path === "/" ? "/" : `${path}/`);
  const folders = [...application.writes.filter((write) => write.beside !== true).map((write) => write.path), ...(valueOf(target.config.volumes) ?? []).map((volume) => volume.path)].filter((path) => !isBeside(path));
  const files = new Set(application.files.filter((file) => file.written === true).map((file) => file.path));
  return target.instructions.flatMap((instruction): Decision[] => {
    const copy = readCopy(instruction);
    if (copy?.destination === undefined || copy.chown !== undefined) return [];
    const places = landings(target, instruction);
    const [destination = ""] = places;
    if (places.includes(program) || isSystemFolder(destination)) return [];
    const isWritten = folders.some((path) => path === destination || destination.startsWith(`${path}/`)) || places.some((path) => files.has(path));
    if (!isWritten) return [];
    const at = instruction.keywordRange.end;
    const edit: Edit = { range: { start: at, end: at }, text: ` --chown=${format(identity)}` };
    return [
      {
        id: "ownership",
        question: "Can it write where it must?",
        answer: "adapt",
        outcome: `${destination} belongs to ${format(identity)}`,
        evidence: [evidenceAt(input, instruction.range, `copies to ${destination}, where the program writes`)],
        edits: [edit],
        rule: "non-root-can-write",
      },
    ];
  });
}
