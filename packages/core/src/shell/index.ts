export * from "./calls.ts";
export * from "./command.ts";
