import type { Candidate } from "../candidate.ts";
import type { Observed, Situation } from "../situation.ts";
import { code, said } from "../wording.ts";
import { otherBase, remedyWords } from "./bases.ts";
import { libraries } from "./programs.ts";

/** What loaders say: a library is not there, or the C library is not the one that the program was built with. */
export function missingLibraries(situation: Situation): readonly Candidate[] {
  return situation.symptoms.flatMap((symptom) => {
    if (symptom.subject === undefined) return [];
    if (symptom.kind === "library") return [library(symptom, symptom.subject, situation)];
    return symptom.kind === "c-library" ? [cLibrary(symptom, symptom.subject, situation)] : [];
  });
}

function library(symptom: Observed, name: string, situation: Situation): Candidate {
  return { strength: situation.hardenedFiles?.hasNamed(name) === false ? "shown" : "said", cause: { ...libraries(undefined, [name], situation), constraint: undefined, evidence: [said(symptom)] } };
}

function cLibrary(symptom: Observed, subject: string, situation: Situation): Candidate {
  const remedy = otherBase("glibc", situation);
  const message = subject.startsWith("/")
    ? `${code(subject)} was built for another C library than the one in the image: its symbols are not found${remedyWords(remedy)}`
    : `the C library in the image is older than the one with which the program was built: it has no ${code(subject)}; build on the same release as the base, or an earlier one${remedyWords(remedy).replace("; take", ", or take")}`;
  return { strength: "said", cause: { kind: "library-missing", constraint: undefined, subject, message, evidence: [said(symptom)], remedy } };
}
