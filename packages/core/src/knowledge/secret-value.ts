import type { Range } from "../source/text.ts";

/**
 * Secrets by their value: the forms that issuers give to their tokens so that scanners can find them, private keys, passwords in
 * URLs, and for values that are named or used as a secret the randomness of their characters. Every scan is linear in its text.
 */
export interface SecretValue {
  /** What it is, with its article: `a GitHub personal access token`. Never the value. */
  readonly kind: string;
  readonly range: Range;
}

/** A token form: fixed first characters, then between `min` and `max` characters of an alphabet. */
interface TokenForm {
  readonly kind: string;
  readonly prefix: string;
  readonly alphabet: Alphabet;
  readonly min: number;
  readonly max: number;
}

type Alphabet = "upper" | "alphanumeric" | "hex" | "url" | "base64" | "dotted";

const MEMBERS: Readonly<Record<Alphabet, (character: string) => boolean>> = {
  upper: (character) => isDigit(character) || (character >= "A" && character <= "Z"),
  alphanumeric: isAlphanumeric,
  hex: (character) => isDigit(character) || (character >= "a" && character <= "f"),
  url: (character) => isAlphanumeric(character) || character === "_" || character === "-",
  base64: (character) => isAlphanumeric(character) || character === "+" || character === "/" || character === "=",
  dotted: (character) => isAlphanumeric(character) || character === "_" || character === "-" || character === ".",
};

const form = (kind: string, prefix: string, alphabet: Alphabet, min: number, max = min): TokenForm => ({ kind, prefix, alphabet, min, max });

/** Sources: the issuers' documentation of their formats, as of November 2026. */
const TOKEN_FORMS: readonly TokenForm[] = [
  form("an AWS access key id", "AKIA", "upper", 16),
  form("a temporary AWS access key id", "ASIA", "upper", 16),
  form("a GitHub personal access token", "ghp_", "alphanumeric", 36, 255),
  form("a GitHub OAuth token", "gho_", "alphanumeric", 36, 255),
  form("a GitHub user-to-server token", "ghu_", "alphanumeric", 36, 255),
  form("a GitHub server-to-server token", "ghs_", "alphanumeric", 36, 255),
  form("a GitHub refresh token", "ghr_", "alphanumeric", 36, 255),
  form("a fine-grained GitHub personal access token", "github_pat_", "url", 60, 255),
  form("a GitLab personal access token", "glpat-", "dotted", 20, 300),
  form("a GitLab deploy token", "gldt-", "url", 20, 300),
  form("a GitLab runner token", "glrt-", "dotted", 20, 300),
  form("a GitLab CI job token", "glcbt-", "dotted", 20, 300),
  form("a Slack bot token", "xoxb-", "url", 20, 255),
  form("a Slack user token", "xoxp-", "url", 20, 255),
  form("a Slack app token", "xapp-", "url", 20, 255),
  form("a Slack workspace token", "xoxa-", "url", 20, 255),
  form("a Stripe live secret key", "sk_live_", "alphanumeric", 16, 255),
  form("a Stripe live restricted key", "rk_live_", "alphanumeric", 16, 255),
  form("a Google API key", "AIza", "url", 35),
  form("a Google OAuth access token", "ya29.", "url", 30, 512),
  form("a Google OAuth client secret", "GOCSPX-", "url", 28),
  form("an npm access token", "npm_", "alphanumeric", 36),
  form("a PyPI upload token", "pypi-AgEI", "url", 50, 1024),
  form("a RubyGems API key", "rubygems_", "hex", 48),
  form("a crates.io token", "cio", "alphanumeric", 32),
  form("a Docker Hub access token", "dckr_pat_", "url", 27, 64),
  form("a SendGrid API key", "SG.", "dotted", 66, 69),
  form("a Twilio API key", "SK", "hex", 32),
  form("a DigitalOcean access token", "dop_v1_", "hex", 64),
  form("a Hugging Face access token", "hf_", "alphanumeric", 34, 40),
  form("an OpenAI API key", "sk-proj-", "url", 40, 255),
  form("an Anthropic API key", "sk-ant-", "url", 40, 255),
  form("a HashiCorp Vault token", "hvs.", "url", 24, 255),
  form("a Terraform Cloud token", "atlasv1.", "url", 60, 80),
  form("a Databricks access token", "dapi", "hex", 32),
  form("a Grafana service account token", "glsa_", "url", 41, 64),
  form("a New Relic API key", "NRAK-", "upper", 27),
  form("a Shopify access token", "shpat_", "hex", 32),
  form("a Square access token", "sq0atp-", "url", 22),
  form("a Sentry auth token", "sntrys_", "base64", 40, 512),
  form("a Postman API key", "PMAK-", "url", 59, 64),
  form("a Linear API key", "lin_api_", "alphanumeric", 40),
  form("an Azure storage account key", "AccountKey=", "base64", 86, 90),
];

/** The secrets in a text, in order, each place once. */
export function findSecretValues(text: string): readonly SecretValue[] {
  const found = [...findTokens(text), ...findWebTokens(text), ...findPrivateKeys(text), ...findUrlPasswords(text)];
  const sorted = found.sort((a, b) => a.range.start - b.range.start || b.range.end - a.range.end);
  const kept: SecretValue[] = [];
  let end = 0;
  for (const secret of sorted) {
    if (secret.range.start < end) continue;
    kept.push(secret);
    end = secret.range.end;
  }
  return kept;
}

/** The forms by the first character of their prefix, so that one pass over a text looks for all of them. */
const FORMS_BY_START: ReadonlyMap<number, readonly TokenForm[]> = groupByStart(TOKEN_FORMS);

function groupByStart(forms: readonly TokenForm[]): ReadonlyMap<number, readonly TokenForm[]> {
  const groups = new Map<number, TokenForm[]>();
  for (const token of forms) {
    const start = token.prefix.charCodeAt(0);
    groups.set(start, [...(groups.get(start) ?? []), token]);
  }
  return groups;
}

function findTokens(text: string): readonly SecretValue[] {
  const found: SecretValue[] = [];
  for (let at = 0; at < text.length; at++) {
    const forms = FORMS_BY_START.get(text.charCodeAt(at));
    if (forms === undefined || isWordPart(text.charAt(at - 1))) continue;
    for (const token of forms) {
      const end = text.startsWith(token.prefix, at) ? tokenEnd(text, at + token.prefix.length, token) : undefined;
      if (end !== undefined) found.push({ kind: token.kind, range: { start: at, end } });
    }
  }
  return found;
}

/** Where a token ends whose prefix stands before `start`; undefined when what stands there is none. */
function tokenEnd(text: string, start: number, token: TokenForm): number | undefined {
  const isMember = MEMBERS[token.alphabet];
  let end = start;
  while (end - start <= token.max && end < text.length && isMember(text.charAt(end))) end++;
  const length = end - start;
  const isWhole = length >= token.min && length <= token.max && !isWordPart(text.charAt(end));
  return isWhole && looksRandom(text.slice(start, end)) ? end : undefined;
}

/** JSON Web Tokens: three base64url parts, the first two of which begin with an encoded `{"`. */
function findWebTokens(text: string): readonly SecretValue[] {
  const found: SecretValue[] = [];
  let end = 0;
  for (let at = text.indexOf("eyJ"); at !== -1; at = text.indexOf("eyJ", end)) {
    end = at;
    while (end < text.length && MEMBERS.dotted(text.charAt(end))) end++;
    const [head = "", payload = "", signature = "", ...more] = text.slice(at, end).split(".");
    const whole = head.length >= 17 && payload.startsWith("eyJ") && payload.length >= 17 && signature.length >= 20 && more.length === 0;
    if (whole && !isWordPart(text.charAt(at - 1)) && looksRandom(signature)) found.push({ kind: "a JSON Web Token", range: { start: at, end } });
  }
  return found;
}

const KEY_BEGIN = "-----BEGIN ";
const KEY_TITLE = "PRIVATE KEY";

/** PEM private keys with something after their first line; the bare line stands in many a `grep`. */
function findPrivateKeys(text: string): readonly SecretValue[] {
  const found: SecretValue[] = [];
  for (let at = text.indexOf(KEY_BEGIN); at !== -1; at = text.indexOf(KEY_BEGIN, at + KEY_BEGIN.length)) {
    const title = text.indexOf("-----", at + KEY_BEGIN.length);
    if (title === -1) break;
    if (title - at > 60 || !text.slice(at, title).includes(KEY_TITLE)) continue;
    let start = title + 5;
    while (start < title + 12 && (isSpace(text.charAt(start)) || text.charAt(start) === "\\" || (text.charAt(start - 1) === "\\" && text.charAt(start) === "n"))) start++;
    let end = start;
    while (end < start + 64 && MEMBERS.base64(text.charAt(end))) end++;
    if (end - start >= 24) found.push({ kind: "a private key", range: { start: at, end: title + 5 } });
  }
  return found;
}

const AUTHORITY_ENDS = new Set("/?#\"'`<>\\ \t\r\n");

/** Passwords in URLs: `scheme://user:password@host`, where the password is neither a variable nor a placeholder. */
function findUrlPasswords(text: string): readonly SecretValue[] {
  const found: SecretValue[] = [];
  let end = 0;
  for (let at = text.indexOf("://"); at !== -1; at = text.indexOf("://", end)) {
    const start = at + 3;
    end = start;
    while (end < text.length && !AUTHORITY_ENDS.has(text.charAt(end))) end++;
    const password = passwordOf(text.slice(start, Math.min(end, start + 512)));
    if (password !== undefined) found.push({ kind: "a password in a URL", range: { start: start + password.start, end: start + password.end } });
  }
  return found;
}

function passwordOf(authority: string): Range | undefined {
  const end = authority.lastIndexOf("@");
  const colon = authority.indexOf(":");
  if (colon <= 0 || end <= colon + 1) return undefined;
  const user = authority.slice(0, colon);
  const password = authority.slice(colon + 1, end);
  return password.length < 4 || password === user || isPlaceholder(password) ? undefined : { start: colon + 1, end };
}

const PLACEHOLDER_WORDS = [
  "changeme", "change-me", "change_me", "example", "placeholder", "dummy", "sample", "replace", "your", "insert", "redacted", "todo", "fake", "xxx", "***", "...",
  "lorem", "secret-here", "mysecret", "my-secret", "my_secret", "password", "passwd", "notasecret", "not-a-secret", "not_a_secret", "unused", "invalid", "deadbeef", "foobar", "123456",
];
const PLACEHOLDERS = new Set(["test", "testing", "secret", "pass", "token", "key", "none", "null", "nil", "undefined", "default", "admin", "root", "user", "guest", "foo", "bar", "baz", "qux", "build", "ci", "dev", "local", "temp", "tmp", "empty", "postgres", "mysql", "x-oauth-basic", "x-oauth", "oauth2"]);

/** Whether a value only stands where a secret would: a variable, `<token>`, `changeme`, `xxxx`. */
export function isPlaceholder(value: string): boolean {
  const lower = value.trim().toLowerCase();
  if (lower === "" || PLACEHOLDERS.has(lower)) return true;
  if (lower.includes("$") || lower.includes("<") || lower.includes("{{") || lower.startsWith("%")) return true;
  return PLACEHOLDER_WORDS.some((word) => lower.includes(word)) || new Set(lower).size <= 2;
}

/** Whether a value that is used as a secret looks like a generated one: long, of mixed characters, and with little repetition. */
export function looksGenerated(value: string): boolean {
  if (value.length < 16 || value.length > 4096 || isPlaceholder(value)) return false;
  if ([...value].some((character) => isSpace(character))) return false;
  if (value.startsWith("/") || value.startsWith("./") || value.includes("://")) return false;
  // An OpenPGP fingerprint, as gpg prints it: the name of a public key.
  if (/^(?:0x)?[0-9A-F]{40}$/.test(value)) return false;
  const mixed = /[0-9]/.test(value) && /[A-Za-z]/.test(value);
  return mixed && entropyOf(value) >= (isHex(value) ? 3 : 3.5);
}

/** Enough different characters for a token of a known form: a row of `x` or `0` and a name with `EXAMPLE` in it are none. */
function looksRandom(value: string): boolean {
  return new Set(value).size >= 6 && !isSequence(value) && !["example", "xxxx", "your", "changeme", "placeholder"].some((word) => value.toLowerCase().includes(word));
}

/** `0123456789abcdef…`, `ABCDEFGH…`: most characters follow the one before. */
function isSequence(value: string): boolean {
  let steps = 0;
  for (let index = 1; index < value.length; index++) if (value.charCodeAt(index) - value.charCodeAt(index - 1) === 1) steps++;
  return steps > value.length * 0.6;
}

/** Shannon's entropy in bits a character. */
function entropyOf(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let entropy = 0;
  for (const count of counts.values()) entropy -= (count / value.length) * Math.log2(count / value.length);
  return entropy;
}

function isHex(value: string): boolean {
  return [...value].every((character) => MEMBERS.hex(character.toLowerCase()));
}

function isDigit(character: string): boolean {
  return character >= "0" && character <= "9";
}

function isAlphanumeric(character: string): boolean {
  return isDigit(character) || (character >= "a" && character <= "z") || (character >= "A" && character <= "Z");
}

function isWordPart(character: string): boolean {
  return character !== "" && (isAlphanumeric(character) || character === "_");
}

function isSpace(character: string): boolean {
  return character === " " || character === "\t" || character === "\n" || character === "\r";
}
