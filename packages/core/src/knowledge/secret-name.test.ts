import { describe, expect, it } from "vitest";
import { isSecretName, wordsOfName } from "./secret-name.ts";

const SECRET = [
  "SECRET_PASSPHRASE", "SUPER_Secret", "password", "secret", "super_duper_secret_token", "auth", "apikey", "git_key", "DB_PASS", "PGPASSWD", "PGPASSWORD",
  "AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "NPM_TOKEN", "GH_PAT", "API_KEY", "apiKey", "OPENAI_API_KEY", "SECRET_KEY_BASE", "DJANGO_SECRET_KEY", "MYSQL_PWD", "MYSQL_ROOT_PASSWORD",
  "DBPASSWORD", "JWT_SECRET", "ssh-key", "SSH_PRIVATE_KEY", "KEYSTORE_PASSWORD", "FILE_SERVER_PASSWORD", "clientSecret", "NPM_AUTH", "CLIENT_KEY_PEM", "GCP_SERVICE_ACCOUNT_KEY_JSON", "SIGNING_PRIVATE_KEY_BASE64", "REGISTRY_PSW", "DOCKER_AUTH_CONFIG",
];
const OPEN = [
  "PUBLIC_KEY", "public_token", "SECRET_PASSPHRASE_FILE", "password_file", "secret_File", "AUTH_MODULE_VERSION", "TOKENIZER_PATH", "TOKENIZER", "SORT_KEY", "PRIVATE_NETWORK_CIDR", "DOCKER_EMAIL",
  "TRAVIS_SUDO", "PWD", "OLDPWD", "AUTH_URL", "PASSWORD_MIN_LENGTH", "TOKEN_TTL", "SECRET_NAME", "KEY_SIZE", "GPG_KEY", "GPG_KEYS", "SSH_AUTH_SOCK", "BYPASS", "COMPASS_VERSION", "FIRST_PASS", "KEYBOARD",
  "NEXT_PUBLIC_API_KEY", "USE_TOKEN", "SECRET_KEY_BASE_DUMMY", "MONKEY", "AUTHOR", "PATH", "", "SORT_KEY_JSON", "PUBLIC_KEY_PEM", "PEM", "REGISTRY_USR", "DOCKER_USERNAME", "AZURE_CLIENT_ID",
];

describe("isSecretName", () => {
  it.each(SECRET)("%s names a secret", (name) => expect(isSecretName(name)).toBe(true));
  it.each(OPEN)("%s names none", (name) => expect(isSecretName(name)).toBe(false));
});

describe("wordsOfName", () => {
  it("splits at separators and where camel case begins a word", () => {
    expect(wordsOfName("npm_authToken-2.x")).toEqual(["npm", "auth", "token", "2", "x"]);
    expect(wordsOfName("APIKey")).toEqual(["apikey"]);
  });
});
