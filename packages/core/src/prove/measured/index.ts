export * from "./figure.ts";
export * from "./measured.ts";
export * from "./measures.ts";
export * from "./quantity.ts";
export * from "./rows.ts";
