export * from "./instructions.ts";
export * from "./model.ts";
export * from "./parse.ts";
export * from "./print.ts";
export * from "./reference.ts";
export * from "./syntax.ts";
