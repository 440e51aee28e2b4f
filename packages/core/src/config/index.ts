export * from "./adjust-config.ts";
export * from "./config.ts";
export { parseRequirements } from "./gates-section.ts";
export * from "./harden-section.ts";
export * from "./ignore-section.ts";
export * from "./prove-config.ts";
export { DURATION_FORM, parseDuration, parseSize, SIZE_FORM } from "./quantities.ts";
export * from "./read-config.ts";
export type { ConfigFault } from "./reader.ts";
