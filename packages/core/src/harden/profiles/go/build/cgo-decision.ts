import { canEdit, insert } from "../../../../facts/build/edit-place.ts";
import type { Edit } from "../../../../source/edit.ts";
import { type Evidence, formatEvidence } from "../../../../source/fact.ts";
import type { Decision, HardenInput } from "../../../plan.ts";
import { evidenceAt } from "../../../stage/line.ts";
import type { SurveyedBuild } from "../survey.ts";

const BY_HAND = "put CGO_ENABLED=0 before go in the command that builds it, or ENV CGO_ENABLED=0 before that RUN";

/** `CGO_ENABLED=0` before the go command, where nothing needs cgo and nothing says otherwise already. */
export function cgoDecision(input: HardenInput, { build, cgo }: SurveyedBuild): Decision {
  const { command } = build.go;
  const { setting, needed } = cgo;
  const said = setting === undefined ? "does not set CGO_ENABLED" : `sets CGO_ENABLED=${setting.value ?? "…"} ${setting.place}`;
  const place = evidenceAt(input, setting?.range ?? command.range, said);
  if (setting?.value === "0") return decide("adapt", "no: the build already switches cgo off, so the program needs no C library", [place]);
  if (!needed.known) return decide("warn", `not known, so the build stays as it is: ${needed.reason}`, [place]);
  if (needed.value) {
    const [first] = needed.evidence;
    const why = first === undefined ? "" : `: ${formatEvidence(first)}`;
    return decide("refuse", `yes, so CGO_ENABLED=0 is not set and the base must have the C library of the builder${why}`, needed.evidence);
  }
  const evidence = [place, ...needed.evidence];
  if (setting !== undefined) return decide("warn", `nothing needs it, but CGO_ENABLED is set ${setting.place} to something that is not certain, so the build stays as it is`, evidence);
  const [program] = command.words;
  if (program === undefined || !canEdit(input.subject.source, { script: build.script, command }, build.go.actionWord)) return decide("warn", `nothing needs it, but the command cannot be edited where it stands; ${BY_HAND}`, evidence);
  const wrapper = command.wrappers.at(-1)?.name;
  const text = wrapper === undefined || wrapper === "env" ? "CGO_ENABLED=0 " : "env CGO_ENABLED=0 ";
  return decide("adapt", "no: CGO_ENABLED=0, so the program needs no C library and runs on any base", evidence, [insert(program.range.start, text)]);
}

function decide(answer: Decision["answer"], outcome: string, evidence: readonly Evidence[], edits: readonly Edit[] = []): Decision {
  return { id: "cgo", question: "Does the program need C?", answer, outcome, evidence, edits };
}
