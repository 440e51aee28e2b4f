export * from "./file-tree.ts";
export * from "./build-context.ts";
export * from "./ignore-file.ts";
export * from "./containerfile-name.ts";
export * from "./narrow-ignore.ts";
