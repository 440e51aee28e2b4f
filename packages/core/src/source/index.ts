export * from "./date.ts";
export * from "./edit.ts";
export * from "./fact.ts";
export * from "./mapped-text.ts";
export * from "./text.ts";
export * from "./nearest.ts";
