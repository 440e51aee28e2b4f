export * from "./check-report.ts";
export * from "./harden-report.ts";
export * from "./shell-word.ts";
