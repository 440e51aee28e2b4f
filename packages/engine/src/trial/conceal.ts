import type { Answer, Trial } from "@bulwark/core/prove";

/** Characters; what is shorter stands in too much else to be told from it. */
const SHORTEST = 4;
const HIDDEN = "***";

export type Conceal = (text: string) => string;

/**
 * Takes values out of what a container says, as they are and as programs write them into JSON, addresses, pages and headers. A value that
 * was cut or changed otherwise is not found.
 */
export function concealer(values: readonly string[]): Conceal {
  const forms = [...new Set(values.flatMap(formsOf))].toSorted((a, b) => b.length - a.length);
  return (text) => forms.reduce((rest, form) => rest.replaceAll(form, HIDDEN), text);
}

/** Every form in which it is found, the value itself among them. */
function formsOf(value: string): readonly string[] {
  if (value.trim().length < SHORTEST) return [];
  const bytes = Buffer.from(value);
  const json = JSON.stringify(value).slice(1, -1);
  const ascii = json.replace(/[\u0080-\uFFFF]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const page = value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const quoted = page.replaceAll('"', "&quot;");
  const latin = bytes.toString("latin1");
  return [value, value.trim(), latin, json, ascii, page, quoted, quoted.replaceAll("'", "&#39;"), quoted.replaceAll("'", "&#x27;"), ...addressForms(bytes), bytes.toString("base64"), bytes.toString("base64url")];
}

/** With and without the characters that may stand in an address as they are. */
function addressForms(bytes: Buffer): readonly string[] {
  const encoded = (kept: RegExp): string => [...bytes].map((byte) => (kept.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`)).join("");
  return [encoded(/^[\w.~-]$/), encoded(/^[\w.~!*'()-]$/), encoded(/^[\w.~/-]$/)];
}

/** A trial without the values in anything that the container or the engine said. */
export function concealTrial(trial: Trial, conceal: Conceal): Trial {
  const answers = Object.entries(trial.answers).map(([probe, said]) => [probe, said.map((answer) => concealAnswer(answer, conceal))] as const);
  return { ...trial, start: { ...trial.start, error: conceal(trial.start.error) }, answers: Object.fromEntries(answers), log: conceal(trial.log) };
}

function concealAnswer(answer: Answer, conceal: Conceal): Answer {
  switch (answer.kind) {
    case "http":
      return { ...answer, headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, conceal(value)])), body: concealBody(answer, conceal) };
    case "tcp":
      return { ...answer, received: conceal(answer.received) };
    case "command":
    case "health":
      return { ...answer, output: conceal(answer.output) };
    case "log":
      return { ...answer, line: answer.line === undefined ? undefined : conceal(answer.line) };
    case "none":
      return { ...answer, reason: conceal(answer.reason) };
  }
}

/** Of bytes, one letter for each byte shows what they hold. */
function concealBody({ body, binary }: { readonly body: string; readonly binary: boolean }, conceal: Conceal): string {
  return binary ? Buffer.from(conceal(Buffer.from(body, "base64").toString("latin1")), "latin1").toString("base64") : conceal(body);
}
