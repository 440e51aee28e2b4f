import { isSecretName } from "../../knowledge/secret-name.ts";
import { findSecretValues } from "../../knowledge/secret-value.ts";
import type { Range } from "../../source/text.ts";

const MASK = "***";

/**
 * Where a line holds what looks like a secret's value: of a known form, or behind a name that says so (`TOKEN=…`, `--password …`,
 * `"apiKey": …`, `Bearer …`). For what is shown only: more than a rule would report, since a masked word costs little.
 */
export function secretRanges(line: string): readonly Range[] {
  const ranges = [...findSecretValues(line).map((secret) => secret.range), ...valuesOfNames(line)].sort((a, b) => a.start - b.start);
  const apart: Range[] = [];
  for (const range of ranges) {
    const last = apart.at(-1);
    if (last !== undefined && range.start <= last.end) apart[apart.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    else apart.push(range);
  }
  return apart;
}

/** A part of a line with the values in it replaced. */
export function masked(line: string, secrets: readonly Range[] = secretRanges(line), part: Range = { start: 0, end: line.length }): string {
  let out = "";
  let at = part.start;
  for (const secret of secrets) {
    if (secret.end <= at || secret.start >= part.end) continue;
    out += line.slice(at, Math.max(at, secret.start)) + MASK;
    at = Math.min(secret.end, part.end);
  }
  return out + line.slice(at, Math.max(at, part.end));
}

/** A text of many lines, each with the values in it replaced, and the lines of a private key as well. */
export function maskedText(text: string): string {
  let inKey = false;
  const lines = text.split("\n").map((line) => {
    if (line.includes("-----END ")) inKey = false;
    else if (inKey) return MASK;
    if (line.includes("-----BEGIN ") && line.includes("PRIVATE KEY-----")) inKey = !line.includes("-----END ");
    return masked(line);
  });
  return lines.join("\n");
}

/** Fields of HTTP that carry credentials whatever they look like (RFC 9110, section 11.6; RFC 6265). */
const CREDENTIAL_FIELDS = new Set(["authorization", "proxy-authorization", "cookie", "set-cookie"]);

/** The value of an HTTP field or of a variable, without what is secret in it. */
export function maskedValue(name: string, value: string): string {
  return CREDENTIAL_FIELDS.has(name.toLowerCase()) || (isSecretName(name) && value !== "") ? MASK : maskedText(value);
}

/** Fields of HTTP, or variables: every value without what is secret in it. */
export function maskedValues(values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, maskedValue(name, value)]));
}

/** The words of a command, without those that stand behind an option for a secret. */
export function maskedCommand(command: readonly string[]): readonly string[] {
  return command.map((word, index) => {
    const before = command[index - 1] ?? "";
    return before.startsWith("-") && !before.includes("=") && isSecretName(before) ? MASK : maskedText(word);
  });
}

function valuesOfNames(line: string): readonly Range[] {
  const ranges: Range[] = [];
  const isEnvironment = line.trimStart().toUpperCase().startsWith("ENV ");
  for (let at = 0; at < line.length; ) {
    if (!isNamePart(line.charAt(at))) {
      at++;
      continue;
    }
    const start = at;
    while (at < line.length && isNamePart(line.charAt(at))) at++;
    const value = valueBehind(line, { start, end: at }, isEnvironment);
    if (value === undefined) continue;
    ranges.push(value);
    at = value.end;
  }
  return ranges;
}

function valueBehind(line: string, name: Range, isEnvironment: boolean): Range | undefined {
  const word = line.slice(name.start, name.end);
  if (word === "-u" || word === "--user") return passwordBehind(line, name.end);
  const isScheme = ["bearer", "basic"].includes(word.toLowerCase());
  const isLogin = word === "-p" && LOGINS.some((login) => line.includes(login));
  if (!isScheme && !isLogin && !isSecretName(word === "key" ? wordBefore(line, name.start) + word : word)) return undefined;
  let at = name.end;
  if (line.charAt(at) === '"' || line.charAt(at) === "'") at++;
  const sign = line.charAt(at);
  if (sign === "=" || sign === ":") at++;
  else if (sign !== " " || !(isScheme || isEnvironment || word.startsWith("-"))) return undefined;
  while (line.charAt(at) === " ") at++;
  const quote = ['"', "'"].includes(line.charAt(at)) ? line.charAt(at) : "";
  const start = at + quote.length;
  let end = start;
  while (end < line.length && !(quote === "" ? " \t\"';,&|)".includes(line.charAt(end)) : line.charAt(end) === quote)) end++;
  return end === start || line.charAt(start) === "$" ? undefined : { start, end };
}

/** In prose a key is named by the word before it: `failed to compute cache key: …` is what builders say. */
function wordBefore(line: string, at: number): string {
  if (line.charAt(at - 1) !== " ") return "";
  let start = at - 1;
  while (start > Math.max(0, at - 64) && isNamePart(line.charAt(start - 1))) start--;
  return line.slice(start, at);
}

/** Where `-p` is a password; elsewhere it is a port or a parent. */
const LOGINS = [" login ", "sshpass "];

/** `-u name:password`; `--user 1001:1001` is an account. */
function passwordBehind(line: string, at: number): Range | undefined {
  let end = at + 1;
  while (end < line.length && !" \t\"'".includes(line.charAt(end))) end++;
  const colon = line.indexOf(":", at);
  return colon === -1 || colon + 1 >= end || /^\d+$/.test(line.slice(colon + 1, end)) || line.charAt(colon + 1) === "$" ? undefined : { start: colon + 1, end };
}

function isNamePart(character: string): boolean {
  return character === "_" || character === "-" || (character >= "0" && character <= "9") || (character >= "a" && character <= "z") || (character >= "A" && character <= "Z");
}
