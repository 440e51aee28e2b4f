export * from "./finding.ts";
export { PAGES } from "./pages.ts";
export { RULES } from "./registry.ts";
export * from "./rule.ts";
export * from "./severity.ts";
export * from "../facts/subject.ts";
