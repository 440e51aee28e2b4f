export * from "./file-tree.ts";
export * from "./build-context.ts";
export * from "./ignore-file.ts";
export * from "./containerfile-name.ts";
export * from "./narrow-ignore.ts";
export * from "./context-folder.ts";
export * from "./builds/build.ts";
export * from "./builds/find.ts";
