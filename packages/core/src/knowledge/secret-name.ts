/**
 * Whether the name of a variable says that it holds a secret. Names are read by their words (`DB_PASS`, `npm-token`, `apiKey`), never
 * by substring: `TOKENIZER_PATH` and `PRIVATE_NETWORK_CIDR` hold none. The words agree with BuildKit's SecretsUsedInArgOrEnv where
 * that does not accuse plain metadata (`SORT_KEY`, `AUTH_URL`).
 */

/** Words that say so wherever they stand, unless a later word turns the name into metadata. */
const SECRET_WORDS = new Set([
  "password", "passwords", "passwd", "pword", "passphrase", "passcode", "secret", "secrets", "token", "tokens", "credential",
  "credentials", "creds", "apikey", "apikeys", "apitoken", "authtoken", "accesskey", "secretkey", "privatekey", "pgpasswd",
]);

/** Endings of a word that people write without a separator: `PGPASSWORD`, `DBPASSWD`, `MYSQLROOTPASSWORD`, `ghtoken`. */
const SECRET_ENDINGS = ["password", "passwd", "passphrase", "apikey", "apitoken", "authtoken", "accesstoken", "ghtoken", "npmtoken", "clientsecret", "appsecret"];

/** Abbreviated passwords in one word; an ending alone would accuse `bypass` and `compass`. */
const PASS_WORDS = new Set(["dbpass", "pgpass", "sshpass", "userpass", "rootpass", "adminpass", "mailpass", "smtppass", "ftppass", "mysqlpass", "redispass", "mypwd", "dbpwd", "psw"]);

/** A later word that makes the name one of metadata about a secret: where it lies, how long it lasts, what it is called. */
const METADATA_WORDS = new Set([
  "file", "files", "path", "paths", "dir", "directory", "folder", "version", "length", "len", "size", "ttl", "expiry", "expiration",
  "expires", "expire", "timeout", "duration", "lifetime", "interval", "count", "limit", "limits", "url", "uri", "endpoint", "host",
  "hostname", "port", "provider", "manager", "name", "names", "prefix", "suffix", "header", "headers", "type", "format", "algorithm",
  "alg", "policy", "mode", "method", "enabled", "enable", "disabled", "required", "mount", "location", "store", "backend", "arn", "env",
  "template", "pattern", "regex", "field", "var", "variable", "bucket", "region", "issuer", "audience", "scope", "scopes", "strength",
  "rounds", "iterations", "rotation", "reset", "recovery", "change", "validation", "verification", "check", "engine", "service", "class",
  "dummy", "placeholder", "example", "id", "ids", "user", "username", "email", "fingerprint", "helper", "plugin", "module", "package", "sock",
]);

/** A first word that makes the name a switch: `USE_TOKEN`, `REQUIRE_PASSWORD`. */
const SWITCH_WORDS = new Set(["enable", "disable", "use", "require", "skip", "allow", "no", "with", "without", "is", "has", "show", "hide", "validate", "check", "verify", "min", "max", "dummy", "fake"]);

/** What stands before `key` when the key is none that opens anything. */
const OPEN_KEYS = new Set([
  "sort", "primary", "foreign", "partition", "cache", "lookup", "hash", "group", "object", "index", "order", "row", "route", "shard",
  "map", "locale", "translation", "registry", "gpg", "pgp", "apt", "rpm", "repo", "repository", "signing", "trusted", "host", "hot",
  "idempotency", "dedup", "routing", "message", "event", "metadata", "config", "label", "node", "site", "known", "nginx", "php", "release", "archive",
]);

/** What stands before `pass` when it is a pass over something. */
const PASS_COUNTS = new Set(["first", "second", "third", "single", "one", "two", "multi", "by", "all", "test", "tests", "no", "render"]);

/** Names that are half of a credential though no word of theirs says so to the end. */
const WHOLE_NAMES = new Set(["aws access key id", "vault secret id", "ssh key", "sshkey", "jwt", "docker auth config"]);

/** Last words that say in which form a secret is written: `CLIENT_KEY_PEM`, `SERVICE_ACCOUNT_KEY_JSON`. */
const FORM_WORDS = new Set(["pem", "b64", "base64", "encoded", "raw", "json", "content", "contents"]);

/** The words of a name in lower case: split at anything that is no letter or digit, and where camel case begins a word. */
export function wordsOfName(name: string): string[] {
  const words: string[] = [];
  let word = "";
  let before = "";
  for (const character of name) {
    const kind = kindOf(character);
    const begins = kind === "upper" && before === "lower";
    if ((kind === "other" || begins) && word !== "") {
      words.push(word.toLowerCase());
      word = "";
    }
    if (kind !== "other") word += character;
    before = kind;
  }
  if (word !== "") words.push(word.toLowerCase());
  return words;
}

function kindOf(character: string): "upper" | "lower" | "other" {
  if (character >= "A" && character <= "Z") return "upper";
  return (character >= "a" && character <= "z") || (character >= "0" && character <= "9") ? "lower" : "other";
}

/** Whether a variable of this name is meant to hold a password, a token, a private key or another credential. */
export function isSecretName(name: string): boolean {
  if (name.length > 200) return false;
  const words = wordsOfName(name);
  if (WHOLE_NAMES.has(words.join(" "))) return true;
  if (words.includes("public") || words.includes("pub") || SWITCH_WORDS.has(words[0] ?? "")) return false;
  while (FORM_WORDS.has(words.at(-1) ?? "")) words.pop();
  const at = words.findLastIndex((word, index) => isSecretWord(word, words, index));
  return at !== -1 && !words.slice(at + 1).some((word) => METADATA_WORDS.has(word));
}

function isSecretWord(word: string, words: readonly string[], index: number): boolean {
  if (SECRET_WORDS.has(word) || PASS_WORDS.has(word) || SECRET_ENDINGS.some((ending) => word.endsWith(ending))) return true;
  if (index !== words.length - 1) return false;
  const before = words[index - 1] ?? "";
  switch (word) {
    case "key":
      // Behind a number it is the key of an entry of a list: `Filters__0__Key`.
      return !OPEN_KEYS.has(before) && !/^\d+$/.test(before);
    case "keys":
      return before === "api" || before === "access" || before === "secret" || before === "private";
    case "pass":
      return !PASS_COUNTS.has(before);
    case "pwd":
    case "pat":
      return before !== "" && before !== "old" && before !== "init";
    case "auth":
      return true;
    default:
      return false;
  }
}
