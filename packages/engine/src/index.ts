export * from "./engine.ts";
export * from "./proof/planned.ts";
