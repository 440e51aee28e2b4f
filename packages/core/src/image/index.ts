export * from "./contents.ts";
export * from "./resolve-path.ts";
export * from "./surface.ts";
