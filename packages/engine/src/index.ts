export * from "./engine.ts";
export * from "./proof/index.ts";
export * from "./choose/choose-engine.ts";
export { CommandLineEngine } from "./command-line-engine.ts";
export { openRun, type Run } from "./run/run.ts";
export { removeLeftovers } from "./run/leftovers.ts";
export { withinRun, type Ended, type Interruption } from "./run/within-run.ts";
