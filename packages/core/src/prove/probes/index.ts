export { chooseProbes, type ProbeSources } from "./choose.ts";
export type { ProbeFault } from "./declared.ts";
export { portsAsked } from "./ports.ts";
