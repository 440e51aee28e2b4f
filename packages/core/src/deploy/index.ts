export * from "./build-line.ts";
export * from "./compose.ts";
export * from "./container-settings.ts";
export * from "./kubernetes.ts";
export * from "./run-line.ts";
