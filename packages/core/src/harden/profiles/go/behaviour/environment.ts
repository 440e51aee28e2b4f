import { isSecretName } from "../../../../knowledge/secret-name.ts";
import type { Application } from "../../../application.ts";
import type { GoFile } from "../language/go-file.ts";
import type { GoCall } from "../language/structure.ts";
import { callsOf, evidenceIn, type ProgramView } from "./program-view.ts";

const NAME = /^[A-Za-z_]\w{0,127}$/;
const MOST_VARIABLES = 200;

/**
 * Environment variables that the source reads, by name, with the default that the source has for them; never that of a secret.
 * Names in struct tags are left out where other tags put prefixes before them: then they are not the whole name.
 */
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
    const own = isRead ? assignedDefault(view, file, call) : value.settled ? undefined : fallback;
    for (const variable of names) add(variable, own, evidenceIn(file, call.start, `reads ${variable}`));
  }
  for (const tag of view.names.hasTagPrefixes() ? [] : view.names.environmentTags()) add(tag.variable, tag.fallback, evidenceIn(tag.file, tag.start, `reads ${tag.variable} into ${tag.field}`));
  return [...found.values()];
}

/** `port := os.Getenv("PORT")` with a default that the same variable gets elsewhere. */
function assignedDefault(view: ProgramView, file: GoFile, call: GoCall): string | undefined {
  const [name, more] = view.names.assignmentOf(file, call)?.target ?? [];
  if (name === undefined || more !== undefined) return undefined;
  const value = view.values.ofName({ file, scope: call.scope }, name);
  return value.settled ? undefined : value.texts.find((text) => text !== "");
}

/** A function of the project with a name as people give it to one that reads a variable with a default: `getEnv("PORT", "8080")`. */
function readsEnvironment(name: string, argumentCount: number): boolean {
  return (argumentCount === 1 || argumentCount === 2) && name.slice(name.lastIndexOf(".") + 1).toLowerCase().includes("env");
}

/** `postgres://user:password@host/`. */
function holdsCredentials(text: string): boolean {
  return text.includes("://") && text.includes("@");
}
