import { isSecretName } from "./secret-name.ts";
import { findSecretValues, isPlaceholder } from "./secret-value.ts";

/** Whether the path of a file says that it holds a secret: private keys, password files, credentials of command line tools. */

export interface SecretFile {
  /** What such a file is, with its article: `a private SSH key`. */
  readonly kind: string;
  /**
   * `certain`: a file of this name is a secret or useless. `likely`: it often holds one, and files of the same name without a secret
   * are common (`.npmrc` with settings only, a certificate in a `.pem`).
   */
  readonly certainty: "certain" | "likely";
  /** Whether the file's text, where it is at hand, tells whether it holds one (`holdsSecret`). */
  readonly textDecides: boolean;
}

const certain = (kind: string): SecretFile => ({ kind, certainty: "certain", textDecides: false });
const likely = (kind: string): SecretFile => ({ kind, certainty: "likely", textDecides: true });
const ENVIRONMENT: SecretFile = { kind: "a file of environment variables, which is where people keep passwords", certainty: "certain", textDecides: true };

const BY_NAME: ReadonlyMap<string, SecretFile> = new Map([
  ...["id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "id_ecdsa_sk", "id_ed25519_sk"].map((name) => [name, certain("a private SSH key")] as const),
  [".env", ENVIRONMENT],
  [".netrc", certain("a file of passwords for hosts")],
  ["_netrc", certain("a file of passwords for hosts")],
  [".pgpass", certain("a file of PostgreSQL passwords")],
  [".git-credentials", certain("a file of Git passwords")],
  [".pypirc", certain("a file of credentials for Python package indexes")],
  [".htpasswd", certain("a file of password hashes")],
  [".dockercfg", certain("a file of registry credentials")],
  [".vault-token", certain("a Vault token")],
  [".s3cfg", certain("a file of S3 credentials")],
  [".boto", certain("a file of cloud credentials")],
  ["kubeconfig", certain("a file of Kubernetes credentials")],
  ["master.key", certain("the key that decrypts the application's credentials")],
  ["credentials.json", certain("a file of cloud credentials")],
  ["application_default_credentials.json", certain("a file of Google Cloud credentials")],
  ["terraform.tfstate", certain("a Terraform state, which holds the secrets of what it manages")],
  ["shadow", likely("a file of password hashes")],
  [".npmrc", likely("an npm configuration, which may hold an access token")],
  [".yarnrc.yml", likely("a Yarn configuration, which may hold an access token")],
  [".my.cnf", likely("a MySQL configuration, which may hold a password")],
  [".terraformrc", likely("a Terraform configuration, which may hold an access token")],
]);

const BY_FOLDER: readonly (readonly [suffix: string, file: SecretFile])[] = [
  [".aws/credentials", certain("a file of AWS credentials")],
  [".docker/config.json", certain("a file of registry credentials")],
  [".kube/config", certain("a file of Kubernetes credentials")],
  [".config/gcloud/credentials.db", certain("a file of Google Cloud credentials")],
  [".azure/accesstokens.json", certain("a file of Azure credentials")],
  [".cargo/credentials", certain("a file of Cargo credentials")],
  [".cargo/credentials.toml", certain("a file of Cargo credentials")],
  [".gem/credentials", certain("a file of RubyGems credentials")],
  [".composer/auth.json", certain("a file of Composer credentials")],
];

const BY_EXTENSION: ReadonlyMap<string, SecretFile> = new Map([
  ["ppk", certain("a private SSH key")],
  ["p12", certain("a private key with its certificate")],
  ["pfx", certain("a private key with its certificate")],
  ["kdbx", certain("a password database")],
  ["env", likely("a file of environment variables, which may hold passwords")],
  ["key", likely("a private key by its name")],
  ["pem", likely("a key or a certificate by its name")],
]);

/** Folders that exist to hold secrets; each of theirs counts. */
const SECRET_FOLDERS = new Set([".ssh", ".aws", ".gnupg"]);

/** Whether a path ends in a folder that exists to hold secrets. */
export function isSecretFolder(path: string): boolean {
  const parts = path.toLowerCase().split("/").filter((part) => part !== "");
  return SECRET_FOLDERS.has(parts.at(-1) ?? "");
}

/** Words in the name of an `.env` or a key that mark it as an example, a test or as public. */
const HARMLESS_WORDS = new Set(["example", "sample", "template", "dist", "tpl", "tmpl", "defaults", "default", "schema", "test", "testing", "ci", "docker", "public", "pub", "vault", "gpg", "pgp", "asc", "rpm", "apt", "repo", "archive", "release", "signing", "repository", "keyring"]);

/** Words in the name of a `.pem` that mark it as a certificate, which is public. */
const CERTIFICATE_WORDS = new Set(["ca", "cert", "certs", "certificate", "certificates", "chain", "fullchain", "bundle", "root", "roots", "cacert", "cacerts", "crt", "dhparam", "dhparams", "dh", "trust", "global"]);

/** What secret a file of this path holds by its name; undefined when its name says nothing. */
export function secretFile(path: string): SecretFile | undefined {
  const lower = path.toLowerCase();
  const parts = lower.split("/").filter((part) => part !== "" && part !== ".");
  const name = parts.at(-1) ?? "";
  for (const [suffix, file] of BY_FOLDER) if (`/${parts.join("/")}`.endsWith(`/${suffix}`)) return file;
  const folder = name === "*" ? parts.at(-2) : name;
  if (folder !== undefined && SECRET_FOLDERS.has(folder)) return certain(`a folder of credentials, ${folder}`);
  const named = BY_NAME.get(name);
  if (named !== undefined) return named;
  const words = name.split(/[^a-z0-9]+/).filter((word) => word !== "");
  if (words.some((word) => HARMLESS_WORDS.has(word))) return undefined;
  if (name.startsWith(".env.")) return ENVIRONMENT;
  if (name.startsWith("service-account") && name.endsWith(".json")) return certain("a file of Google Cloud credentials");
  const dot = name.lastIndexOf(".");
  const extension = dot === -1 ? "" : name.slice(dot + 1);
  if (extension === "pem" && words.some((word) => CERTIFICATE_WORDS.has(word)) && !words.includes("key")) return undefined;
  return BY_EXTENSION.get(extension);
}

/** Whether the text of a file whose text decides holds a secret indeed. */
export function holdsSecret(path: string, text: string): boolean {
  if (text.includes("PRIVATE KEY-----") || findSecretValues(text).length > 0) return true;
  if (path.endsWith(".pem") || path.endsWith(".key")) return false;
  return text.split("\n").some((line) => {
    const equals = line.indexOf("=");
    const separator = equals === -1 ? line.indexOf(": ") : equals;
    if (separator === -1 || line.trimStart().startsWith("#")) return false;
    const value = line.slice(separator + 1).replaceAll(/["']/g, "");
    return !isPlaceholder(value) && isSecretName(settingName(line.slice(0, separator)));
  });
}

/** `//npm.example.com/:_authToken` names the token behind its last colon; `export DB_PASS` has a keyword before its name. */
function settingName(left: string): string {
  const words = left.trim().split(/[ :/]/);
  return words.at(-1) ?? "";
}
