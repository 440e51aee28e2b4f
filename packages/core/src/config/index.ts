export * from "./config.ts";
export * from "./harden-section.ts";
export * from "./ignore-section.ts";
export * from "./prove-config.ts";
export * from "./read-config.ts";
export type { ConfigFault } from "./reader.ts";
