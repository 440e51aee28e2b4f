export * from "./finding.ts";
export * from "./rule.ts";
