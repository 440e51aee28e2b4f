export type { Bench, ProgressStep } from "./bench.ts";
export type { PlannedCandidate, PlannedProof, PlannedVariant } from "./planned.ts";
export { prove, type Proved, type ProveInput } from "./prove.ts";
export type { Repairs } from "./repair.ts";
