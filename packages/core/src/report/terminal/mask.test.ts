import { describe, expect, it } from "vitest";
import { maskedText, maskedValue } from "./mask.ts";

describe("a text is shown without", () => {
  it.each([
    ["what stands behind the name of a secret", "PASSWORD=hunter2 ok", "PASSWORD=*** ok"],
    ["a key that is named as one", "key: abc", "key: ***"],
    ["a key that the word before names", "secret key: abc", "secret key: ***"],
    ["the lines of a private key", "a\n-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nIBAAKC\n-----END RSA PRIVATE KEY-----\nb", "a\n-----BEGIN RSA PRIVATE KEY-----\n***\n***\n-----END RSA PRIVATE KEY-----\nb"],
    ["a key that is cut", "-----BEGIN PRIVATE KEY-----\nMIIEow\nIBAAKC", "-----BEGIN PRIVATE KEY-----\n***\n***"],
  ])("%s", (_, text, shown) => expect(maskedText(text)).toBe(shown));

  it.each([
    "failed to compute cache key: failed to calculate checksum of ref: not found",
    "-----BEGIN CERTIFICATE-----\nMIIEow\n-----END CERTIFICATE-----",
  ])("nothing, where there is no secret: %j", (text) => expect(maskedText(text)).toBe(text));
});

describe("a value is shown without", () => {
  it.each([
    ["Authorization", "Bearer abc", "***"],
    ["set-cookie", "sid=abc; HttpOnly", "***"],
    ["DB_PASSWORD", "hunter2", "***"],
    ["DB_PASSWORD", "", ""],
    ["content-type", "text/plain", "text/plain"],
    ["DATABASE_URL", "postgres://app:hunter2x@db/app", "postgres://app:***@db/app"],
  ])("what is secret in %s", (name, value, shown) => expect(maskedValue(name, value)).toBe(shown));
});
