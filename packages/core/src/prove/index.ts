export * from "./answer.ts";
export * from "./cause.ts";
export * from "./confirmation.ts";
export * from "./constraint.ts";
export * from "./probe.ts";
export * from "./proof.ts";
export * from "./trial.ts";
export * from "./upkeep.ts";
