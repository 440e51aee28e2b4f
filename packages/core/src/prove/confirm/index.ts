export { confirmPosture } from "./confirm.ts";
export type { Observed } from "./observed.ts";
