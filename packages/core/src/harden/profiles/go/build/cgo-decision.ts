import { formatEvidence } from "../../../../source/fact.ts";
import type { Decision, HardenInput } from "../../../plan.ts";
import { evidenceAt } from "../../../stage/line.ts";
import type { SurveyedBuild } from "../survey.ts";
import { canEdit, insert } from "./edit-place.ts";

const QUESTION = "Does the program need C?";
const BY_HAND = "put CGO_ENABLED=0 before go in the command that builds it, or ENV CGO_ENABLED=0 before that RUN";

/** `CGO_ENABLED=0` before the go command, where nothing needs cgo and nothing says otherwise already. */
export function cgoDecision(input: HardenInput, surveyed: SurveyedBuild): Decision {
  const { build, cgo } = surveyed;
  const { command } = build.go;
  const place = evidenceAt(input, cgo.setting?.range ?? command.range, cgo.setting === undefined ? "does not set CGO_ENABLED" : `sets CGO_ENABLED=${cgo.setting.value ?? "…"} ${cgo.setting.place}`);
  if (cgo.setting?.value === "0") return { id: "cgo", question: QUESTION, answer: "adapt", outcome: "no: the build already switches cgo off, so the program needs no C library", evidence: [place], edits: [] };
  if (!cgo.needed.known) return { id: "cgo", question: QUESTION, answer: "warn", outcome: `not known, so the build stays as it is: ${cgo.needed.reason}`, evidence: [place], edits: [] };
  if (cgo.needed.value) {
    const [first] = cgo.needed.evidence;
    const outcome = `yes, so CGO_ENABLED=0 is not set and the base must have the C library of the builder${first === undefined ? "" : `: ${formatEvidence(first)}`}`;
    return { id: "cgo", question: QUESTION, answer: "refuse", outcome, evidence: cgo.needed.evidence, edits: [] };
  }
  if (cgo.setting !== undefined) return { id: "cgo", question: QUESTION, answer: "warn", outcome: `nothing needs it, but CGO_ENABLED is set ${cgo.setting.place} to something that is not certain, so the build stays as it is`, evidence: [place, ...cgo.needed.evidence], edits: [] };
  const [program] = command.words;
  if (program === undefined || !canEdit(input, build)) {
    return { id: "cgo", question: QUESTION, answer: "warn", outcome: `nothing needs it, but the command cannot be edited where it stands; ${BY_HAND}`, evidence: [place, ...cgo.needed.evidence], edits: [] };
  }
  const wrapper = command.wrappers.at(-1)?.name;
  const text = wrapper === undefined || wrapper === "env" ? "CGO_ENABLED=0 " : "env CGO_ENABLED=0 ";
  return {
    id: "cgo",
    question: QUESTION,
    answer: "adapt",
    outcome: "no: CGO_ENABLED=0, so the program needs no C library and runs on any base",
    evidence: [place, ...cgo.needed.evidence],
    edits: [insert(program.range.start, text)],
  };
}
