import { describe, expect, it } from "vitest";
import { findSecretValues, isPlaceholder, looksGenerated } from "./secret-value.ts";

/** Made-up values of the real forms, put together here so that no scanner takes this file for a leak. */
const joined = (...parts: readonly string[]): string => parts.join("");
const BODY = "q7Zk2Vx9Lm4Tn8Rb1Wc6Yd3Hs5Jf0GpAeUiO";

const FORMS: readonly (readonly [kind: string, text: string])[] = [
  ["an AWS access key id", joined("AKI", "AQ7ZK2VX9LM4TN8RB")],
  ["a GitHub personal access token", joined("gh", "p_", BODY)],
  ["a fine-grained GitHub personal access token", joined("github", "_pat_", BODY, BODY)],
  ["a GitLab personal access token", joined("gl", "pat-", BODY.slice(0, 20))],
  ["a Slack bot token", joined("xo", "xb-123456789012-", BODY)],
  ["a Stripe live secret key", joined("sk", "_live_", BODY)],
  ["a Google API key", joined("AI", "za", BODY.slice(0, 35))],
  ["an npm access token", joined("np", "m_", BODY)],
  ["a PyPI upload token", joined("py", "pi-AgEIcHlwaS5vcmc", BODY, BODY)],
  ["a SendGrid API key", joined("S", "G.", BODY.slice(0, 22), ".", BODY, BODY.slice(0, 7))],
  ["a Twilio API key", joined("S", "K", "0a1b2c3d4e5f60718293a4b5c6d7e8f9")],
  ["an Azure storage account key", joined("Account", "Key=", BODY, BODY, BODY.slice(0, 14), "==")],
  ["a private key", joined("-----BEGIN RSA PRIV", "ATE KEY-----\\nMIIEpAIBAAKCAQEAx7Zk2Vx9Lm4Tn8Rb1Wc6")],
  ["a JSON Web Token", joined("ey", "JhbGciOiJIUzI1NiJ9", ".ey", "JzdWIiOiIxMjM0NTY3ODkwIn0.", BODY)],
  ["a password in a URL", "https://deploy:h7Gx2kPq@git.acme.io/x.git"],
];

describe("findSecretValues", () => {
  it.each(FORMS)("finds %s", (kind, text) => {
    expect(findSecretValues(`--header "X: ${text}" x`).map((secret) => secret.kind)).toEqual([kind]);
  });

  it("says where the value stands", () => {
    const [secret] = findSecretValues("git clone https://deploy:h7Gx2kPq@git.acme.io/x.git");
    expect(secret?.range).toEqual({ start: 25, end: 33 });
  });

  it.each([
    joined("AKI", "AIOSFODNN7EXAMPLE"),
    joined("gh", "p_", "x".repeat(36)),
    "ghp_short",
    "https://user:password@db/x",
    "https://user:${PASSWORD}@db/x",
    "postgres://postgres:postgres@db/x",
    "https://example.com/a:b@c",
    'grep -q -- "-----BEGIN PRIVATE KEY-----" key.pem',
    "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "npm_config_cache=/tmp/npm",
  ])("finds nothing in %s", (text) => expect(findSecretValues(text)).toEqual([]));

  it("reads hostile text in one pass", () => {
    for (const part of ["AKIA", "eyJ", "://", "://a:", "-----BEGIN ", "ghp_"]) expect(findSecretValues(part.repeat(100_000))).toEqual([]);
  });
});

describe("isPlaceholder", () => {
  it.each(["changeme", "<token>", "${TOKEN}", "$TOKEN", "xxxxxxxx", "your-api-key", "example", "{{ token }}", "", "test"])("takes %s for one", (value) => expect(isPlaceholder(value)).toBe(true));
  it.each(["hunter2hunter", "Tr0ub4dor&3", "h7Gx2kPq"])("does not take %s for one", (value) => expect(isPlaceholder(value)).toBe(false));
});

describe("looksGenerated", () => {
  it.each([BODY, "wJalrXUtnFEMI/K7MDENG/bPxRfiCYq7Zk2Vx9Lm", "0a1b2c3d4e5f60718293a4b5c6d7e8f9"])("takes %s for a generated secret", (value) => expect(looksGenerated(value)).toBe(true));
  it.each(["postgres", "/run/secrets/db", "https://auth.acme.io/token1", "aaaaaaaaaaaaaaaaaaaa1", "my secret words are 4 words long"])("does not take %s for one", (value) =>
    expect(looksGenerated(value)).toBe(false));
});
