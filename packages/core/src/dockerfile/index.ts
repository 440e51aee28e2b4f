export * from "./instructions.ts";
export * from "./model.ts";
export * from "./reference.ts";
export * from "./syntax.ts";
