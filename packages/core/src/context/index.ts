export * from "./file-tree.ts";
export * from "./build-context.ts";
