import type { GoProgram } from "../module/packages.ts";
import { type GoFunction, structureOf } from "./structure.ts";

/** Functions whose name stands nowhere in the program but where they are declared; methods may be called through an interface. */
export function unusedFunctions(program: GoProgram): ReadonlySet<GoFunction> {
  const functions = program.files.flatMap((file) => structureOf(file).functions).filter((scope) => !scope.method && scope.name !== "main" && scope.name !== "init" && scope.name !== "_");
  const declared = new Map<string, number>();
  for (const { name } of functions) declared.set(name, (declared.get(name) ?? 0) + 1);
  const counted = new Map<string, number>();
  for (const file of program.files) {
    for (const token of file.tokens) if (token.kind === "identifier" && declared.has(token.text)) counted.set(token.text, (counted.get(token.text) ?? 0) + 1);
  }
  return new Set(functions.filter(({ name }) => (counted.get(name) ?? 0) <= (declared.get(name) ?? 0)));
}
