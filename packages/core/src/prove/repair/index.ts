export * from "./apply-remedy.ts";
export * from "./config-changes.ts";
