import { maskedText } from "../../terminal/mask.ts";
import { beginning, visible } from "./text.ts";

/** What may stand in a template: markup as it is, anything else as text. */
export type Content = Markup | string | number | undefined | readonly Content[];

const KEY = Symbol("markup");

/** A piece of the page. Only `html` makes one, so that text from outside never becomes an element. */
export class Markup {
  readonly #text: string;

  constructor(key: typeof KEY, text: string) {
    if (key !== KEY) throw new TypeError("markup is made by html");
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/** Longer texts in a line are cut: a path, a message, a header; what is long by nature goes through `block`. */
const MOST_IN_A_LINE = 600;

/**
 * Markup with values in it. A string is text wherever it stands, between tags or between the quotes of an attribute: without secrets,
 * bounded, its control characters visible, and escaped. `undefined` is nothing.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  const parts = strings.map((literal, index) => (index === 0 ? literal : rendered(values[index - 1]) + literal));
  return new Markup(KEY, parts.join(""));
}

function rendered(value: Content): string {
  if (value === undefined) return "";
  if (value instanceof Markup) return value.toString();
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return line(value);
  return value.map(rendered).join("");
}

function line(text: string): string {
  const { text: shown, left } = beginning(text, MOST_IN_A_LINE, "line");
  return escape(shown) + (left === 0 ? "" : `… (${left} more characters)`);
}

/** Text of several lines that has been bounded by its reader; secrets are masked here, before anything can cut one in two. */
export function block(text: string, cut: (text: string) => string = (whole) => whole): Markup {
  return new Markup(KEY, escape(visible(cut(maskedText(text)), "block")));
}

/** The page's own style sheet, which holds no text from outside. */
export function styleSheet(text: string): Markup {
  return new Markup(KEY, text);
}

const ENTITY: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITY[character] ?? "");
}
