import { isSecretName } from "../../knowledge/secret-name.ts";
import { isPlaceholder, looksGenerated } from "../../knowledge/secret-value.ts";
import type { Command, Word } from "../../shell/command.ts";
import type { Range } from "../../source/text.ts";

interface Found {
  readonly kind: string;
  readonly range: Range;
}

/** Secrets in a command that are told by their use and not by their form: assignments, options, Authorization headers, `curl --user`. */
export function secretsInCommand(command: Command): readonly Found[] {
  const assigned = command.assignments.flatMap(({ name, value }) => (value === undefined ? [] : named(name, literalOf(value), value.range)));
  return [...assigned, ...command.words.slice(1).flatMap((word, index) => inArgument(word, command.words[index + 2], command.name))];
}

function inArgument(word: Word, next: Word | undefined, program: string | undefined): readonly Found[] {
  const value = literalOf(word);
  if (value === undefined) return [];
  const equals = value.indexOf("=");
  if (equals > 0) return named(value.slice(0, equals), value.slice(equals + 1), word.range);
  const header = credentialOfHeader(value);
  if (header !== undefined) return looksGenerated(header) || isBasic(value, header) ? [{ kind: "a credential in an Authorization header", range: word.range }] : [];
  if (next === undefined || !value.startsWith("-")) return [];
  if (program === "curl" && (value === "-u" || value === "--user")) return userPassword(next);
  return value.startsWith("--") ? named(value, literalOf(next), next.range) : [];
}

function named(name: string, value: string | undefined, range: Range): readonly Found[] {
  const plain = name.replace(/^-{1,2}/, "");
  return value !== undefined && looksGenerated(value) && isSecretName(plain) ? [{ kind: `a generated secret in ${plain}`, range }] : [];
}

/** The value that stands in this word itself: what comes from a variable stands elsewhere, and is found there. */
function literalOf(word: Word): string | undefined {
  return word.variables.length === 0 ? word.value : undefined;
}

function credentialOfHeader(value: string): string | undefined {
  const lower = value.slice(0, 40).toLowerCase();
  const name = ["authorization:", "private-token:", "x-api-key:", "job-token:"].find((candidate) => lower.startsWith(candidate));
  if (name === undefined) return undefined;
  const words = value.slice(name.length).trim().split(" ");
  return words.at(-1);
}

function isBasic(header: string, credential: string): boolean {
  return header.toLowerCase().includes(": basic ") && credential.length >= 12 && !isPlaceholder(credential);
}

function userPassword(word: Word): readonly Found[] {
  const value = literalOf(word) ?? "";
  const colon = value.indexOf(":");
  if (colon <= 0) return [];
  const password = value.slice(colon + 1);
  const isReal = password.length >= 4 && password !== value.slice(0, colon) && !isPlaceholder(password);
  return isReal ? [{ kind: "a password in curl --user", range: word.range }] : [];
}
