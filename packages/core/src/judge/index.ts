export * from "./cross-reference.ts";
export * from "./grade.ts";
export * from "./ignore-comments.ts";
export * from "./judge.ts";
