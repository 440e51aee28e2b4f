export * from "./posture.ts";
export { predictPosture } from "./predict.ts";
export { runtimeStages } from "./runtime-stages.ts";
export { showPosture } from "./shown/show.ts";
