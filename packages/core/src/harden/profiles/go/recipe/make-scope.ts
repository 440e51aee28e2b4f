import type { Setting } from "../../../../facts/build/settings.ts";
import type { Makefile, MakeRule, MakeVariable } from "./makefile.ts";

/** Stands for what is not plain: a shell that reads it finds a variable without a certain value. */
const NOT_PLAIN = "$BULWARK_NOT_PLAIN";
const DEEPEST = 20;
const LONGEST = 20_000;
/** References in one text: variables that double each other again and again come to nothing, but take their time. */
const MOST_REFERENCES = 2000;

/** What make knows when it runs a recipe: its own variables, those of its command line, and the environment. */
export class MakeScope {
  readonly #makefile: Makefile;
  readonly #given: ReadonlyMap<string, string | undefined>;
  readonly #environment: (name: string) => Setting | undefined;
  #references = 0;

  /** `given` are the variables of make's command line, `environment` is what the RUN has. */
  constructor(makefile: Makefile, given: ReadonlyMap<string, string | undefined>, environment: (name: string) => Setting | undefined) {
    this.#makefile = makefile;
    this.#given = given;
    this.#environment = environment;
  }

  /** A text with make's variables replaced; what is not plain becomes a shell variable without a value. */
  expand(text: string, target: string, rule: MakeRule | undefined): string {
    this.#references = 0;
    return this.#expand(text, { target, rule, depth: 0 }).slice(0, LONGEST);
  }

  /** What the environment of a recipe's command holds; undefined when nothing sets it. Source: GNU make manual, "Communicating Variables". */
  environmentOf(name: string, target: string, rule: MakeRule | undefined): { readonly value: string | undefined; readonly line: number | undefined; readonly setting: Setting | undefined } | undefined {
    const setting = this.#environment(name);
    if (this.#given.has(name)) return { value: this.#given.get(name), line: undefined, setting };
    const variable = rule?.variables.get(name) ?? this.#makefile.variables.get(name);
    const isExported = setting !== undefined || this.#makefile.exportsAll || this.#makefile.exported.has(name);
    if (variable !== undefined && isExported && !(variable.yields && setting !== undefined)) {
      const value = variable.value === undefined ? undefined : this.expand(variable.value, target, rule).trim();
      return { value: value?.includes("$") === true ? undefined : value, line: variable.line, setting: undefined };
    }
    return setting === undefined ? undefined : { value: setting.value, line: undefined, setting };
  }

  #expand(text: string, place: Place): string {
    if (place.depth > DEEPEST || this.#references++ > MOST_REFERENCES) return NOT_PLAIN;
    let out = "";
    for (let at = 0; at < text.length && out.length < LONGEST; at++) {
      const character = text[at] ?? "";
      if (character !== "$") {
        out += character;
        continue;
      }
      const next = text[++at] ?? "";
      if (next === "$") out += "$";
      else if (next === "(" || next === "{") {
        const close = closing(text, at);
        out += this.#reference(text.slice(at + 1, close), place);
        at = close;
      } else out += this.#automatic(next, place);
    }
    return out;
  }

  #reference(name: string, place: Place): string {
    if (name === "MAKE") return "make";
    if (!/^[\w.-]+$/.test(name)) return name.length === 1 || name === "@D" ? this.#automatic(name, place) : NOT_PLAIN;
    const value = this.#value(name, place);
    return value === undefined ? NOT_PLAIN : this.#expand(value, { ...place, depth: place.depth + 1 });
  }

  #automatic(name: string, { target, rule }: Place): string {
    if (name === "@") return target;
    if (name === "<") return rule?.prerequisites[0] ?? "";
    return NOT_PLAIN;
  }

  /** The text of a variable, not expanded; empty where nothing sets it, as make has it. */
  #value(name: string, { rule }: Place): string | undefined {
    if (this.#given.has(name)) return this.#given.get(name);
    const variable: MakeVariable | undefined = rule?.variables.get(name) ?? this.#makefile.variables.get(name);
    const setting = this.#environment(name);
    if (variable === undefined || (variable.yields && setting !== undefined)) return setting === undefined ? "" : setting.value;
    return variable.value;
  }
}

interface Place {
  readonly target: string;
  readonly rule: MakeRule | undefined;
  readonly depth: number;
}

/** Where the parenthesis that opens at an offset closes; the end of the text where it does not. */
function closing(text: string, from: number): number {
  const open = text[from] ?? "";
  const close = open === "(" ? ")" : "}";
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === open) depth++;
    else if (text[at] === close && --depth === 0) return at;
  }
  return text.length;
}
