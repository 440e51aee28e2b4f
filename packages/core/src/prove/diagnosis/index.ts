export * from "./diagnose.ts";
export * from "./input.ts";
export * from "./likelihood.ts";
export * from "./relaxation.ts";
