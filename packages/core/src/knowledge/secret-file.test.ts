import { describe, expect, it } from "vitest";
import { holdsSecret, secretFile } from "./secret-file.ts";

describe("secretFile", () => {
  it.each([
    ".env", ".env.production", "./config/.env.local", "id_rsa", "/root/.ssh/id_ed25519", ".netrc", ".aws/credentials", "home/.docker/config.json", ".kube/config", "kubeconfig",
    "certs/store.p12", "credentials.json", "service-account-prod.json", ".ssh", ".ssh/*", "config/master.key", ".git-credentials",
  ])("%s is a secret for certain", (path) => expect(secretFile(path)?.certainty).toBe("certain"));

  it.each([".npmrc", "certs/server.key", "privkey.pem", "server-key.pem", "prod.env"])("%s is likely one", (path) => expect(secretFile(path)?.certainty).toBe("likely"));

  it.each([
    ".env.example", ".env.sample", ".env.template", "id_rsa.pub", "ca.pem", "fullchain.pem", "rds-combined-ca-bundle.pem", "public.key", "nginx_signing.key", "docker.gpg", "environment.ts",
    "src/credentials.go", "config.json", "ssh/config", "package.json", "tokens.css", "", ".", "*",
  ])("%s says nothing", (path) => expect(secretFile(path)).toBeUndefined());
});

describe("holdsSecret", () => {
  it("tells an npm configuration with a token from one with settings or a variable", () => {
    expect(holdsSecret(".npmrc", "//npm.example.com/:_authToken=7f3c9a1b-22\n")).toBe(true);
    expect(holdsSecret(".npmrc", "//npm.example.com/:_authToken=${NPM_TOKEN}\n")).toBe(false);
    expect(holdsSecret(".npmrc", "strict-peer-dependencies=false\nregistry=https://npm.acme.io\n")).toBe(false);
  });

  it("tells a private key from a certificate", () => {
    expect(holdsSecret("server.pem", "-----BEGIN CERTIFICATE-----\nMIIB\n")).toBe(false);
    expect(holdsSecret("server.pem", "-----BEGIN EC PRIVATE KEY-----\nMHcC\n")).toBe(true);
  });

  it("tells a set password from an empty or commented one", () => {
    expect(holdsSecret("prod.env", "export DB_PASSWORD='h7Gx2kPq'\n")).toBe(true);
    expect(holdsSecret("prod.env", "# DB_PASSWORD=h7Gx2kPq\nDB_PASSWORD=\nPORT=80\n")).toBe(false);
  });
});
