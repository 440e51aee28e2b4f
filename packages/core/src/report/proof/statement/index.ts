export * from "./compare.ts";
export * from "./read.ts";
export * from "./statement.ts";
export { proofStatement, statementOf } from "./write.ts";
