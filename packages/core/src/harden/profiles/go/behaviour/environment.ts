import { isSecretName } from "../../../../knowledge/secret-name.ts";
import type { Application } from "../../../application.ts";
import { callsOf, evidenceIn, type ProgramView } from "./program-view.ts";

const NAME = /^[A-Za-z_]\w{0,127}$/;
const MOST_VARIABLES = 200;

/** Environment variables that the source reads, by name, with the default that the source has for them; never that of a secret. */
export function findEnvironment(view: ProgramView): Application["environment"] {
  const found = new Map<string, Application["environment"][number]>();
  const add = (name: string, fallback: string | undefined, evidence: Application["environment"][number]["evidence"]): void => {
    const before = found.get(name);
    if (!NAME.test(name) || found.size >= MOST_VARIABLES || (before !== undefined && (before.default !== undefined || fallback === undefined))) return;
    found.set(name, { name, default: fallback === undefined || isSecretName(name) || holdsCredentials(fallback) ? undefined : fallback, evidence: before?.evidence ?? evidence });
  };
  for (const { name, file, call } of callsOf(view.program)) {
    const isRead = name === "os.Getenv" || name === "os.LookupEnv";
    if (!isRead && !readsEnvironment(name, call.arguments.length)) continue;
    const value = view.values.of({ file, span: call.span, scope: call.scope });
    const names = isRead ? view.values.argument(file, call, 0).texts : value.variables;
    const fallback = value.texts.find((text) => text !== "");
    const isDefault = !isRead && !value.settled;
    for (const variable of names) add(variable, isDefault ? fallback : undefined, evidenceIn(file, call.start, `reads ${variable}`));
  }
  for (const tag of view.names.environmentTags()) add(tag.variable, tag.fallback, evidenceIn(tag.file, tag.start, `reads ${tag.variable} into ${tag.field}`));
  return [...found.values()];
}

/** A function of the project with a name as people give it to one that reads a variable with a default: `getEnv("PORT", "8080")`. */
function readsEnvironment(name: string, argumentCount: number): boolean {
  return (argumentCount === 1 || argumentCount === 2) && name.slice(name.lastIndexOf(".") + 1).toLowerCase().includes("env");
}

/** `postgres://user:password@host/`. */
function holdsCredentials(text: string): boolean {
  return text.includes("://") && text.includes("@");
}
