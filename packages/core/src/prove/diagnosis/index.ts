export { whyNotBuilt } from "./causes/build.ts";
export * from "./diagnose.ts";
export * from "./input.ts";
export * from "./likelihood.ts";
export * from "./relaxation.ts";
