export * from "./contents.ts";
export * from "./surface.ts";
