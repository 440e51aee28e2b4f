export * from "./check-report.ts";
export * from "./harden-report.ts";
