import { describe, expect, it } from "vitest";
import { linesOf, planOf, variantOf } from "../testing/plan.ts";

const files = { "app.py": "", "package.json": "{}", "app.jar": "" };
const written = (dockerfile: string): readonly string[] => linesOf(variantOf("hardened", dockerfile, files), "ENV", "USER");

describe("HOME of a stage that stays on its base", () => {
  it.each([
    ["python", 'FROM python:3.14-slim\nCOPY . /srv\nCMD ["python", "/srv/app.py"]\n'],
    ["ruby", 'FROM ruby:4.0\nCOPY . /srv\nCMD ["ruby", "/srv/app.rb"]\n'],
    ["java", 'FROM eclipse-temurin:25-jre\nCOPY app.jar /app.jar\nENTRYPOINT ["java", "-jar", "/app.jar"]\n'],
    ["another distribution", 'FROM alpine:3.24\nRUN apk add --no-cache git\nCOPY . /srv\nCMD ["/srv/run"]\n'],
    ["an account of another number", 'FROM debian:13\nRUN useradd -u 1500 app\nCOPY . /srv\nCMD ["/srv/run"]\n'],
  ])("is /tmp for a user without an account: %s", (_, dockerfile) => {
    expect(written(dockerfile)).toEqual(["ENV HOME=/tmp", "USER 65532:65532"]);
    const plan = planOf(dockerfile, files);
    expect(plan.profile.tmpfs.map((mount) => mount.path)).toContain("/tmp");
    expect(plan.variants[0]?.decisions.find((decision) => decision.id === "home")?.evidence[0]).toMatchObject({ path: "Dockerfile", line: 1 });
  });

  it.each([
    ["the account has one", 'FROM node:24\nCOPY . /srv\nCMD ["node", "/srv"]\n', ["USER 1000:1000"]],
    ["a RUN makes the account", 'FROM debian:13\nRUN useradd -u 65532 app\nCOPY . /srv\nCMD ["/srv/run"]\n', ["USER 65532:65532"]],
    ["the file sets it", 'FROM python:3.14-slim\nENV HOME=/srv\nCOPY . /srv\nCMD ["python", "/srv/app.py"]\n', ["ENV HOME=/srv", "USER 65532:65532"]],
    ["a stage that it is made FROM sets it", 'FROM python:3.14-slim AS base\nENV HOME=/srv\nFROM base\nCOPY . /srv\nCMD ["python", "/srv/app.py"]\n', ["USER 65532:65532"]],
    ["there is nothing in the image that has a home", 'FROM scratch\nCOPY app.py /app\nCMD ["/app"]\n', ["USER 65532:65532"]],
    ["the user is the file's own", 'FROM python:3.14-slim\nCOPY . /srv\nUSER 1001\nCMD ["python", "/srv/app.py"]\n', ["USER 1001"]],
  ])("stays as it is where %s", (_, dockerfile, lines) => expect(written(dockerfile)).toEqual(lines));

  it("stands behind what the build runs as root, in front of the user", () => {
    const dockerfile = 'FROM python:3.14-slim\nUSER app\nCOPY . /srv\nUSER root\nRUN pip install flask\nCMD ["python", "/srv/app.py"]\n';
    expect(variantOf("hardened", dockerfile, files).text.split("\n").slice(-5)).toEqual(["RUN pip install flask", "ENV HOME=/tmp", "USER 65532:65532", 'CMD ["python", "/srv/app.py"]', ""]);
  });
});

describe("ports below 1024 of a stage that stays on its base", () => {
  const port = (dockerfile: string) => variantOf("hardened", dockerfile, files).decisions.filter((decision) => decision.id === "port").map((decision) => decision.answer);

  it("are warned of, and the run configuration gives leave", () => {
    const dockerfile = 'FROM python:3.14-slim\nCOPY . /srv\nEXPOSE 80 8443\nCMD ["python", "/srv/app.py"]\n';
    expect(port(dockerfile)).toEqual(["warn"]);
    expect(planOf(dockerfile, files).profile).toMatchObject({ sysctls: { "net.ipv4.ip_unprivileged_port_start": "0" }, ports: [{ container: 80, published: 80 }, { container: 8443, published: 8443 }] });
  });

  it.each(["nginx:1.30", "httpd:2.4", "php:8.5-apache"])("are no matter for %s, which starts as root and keeps what it needs", (base) => {
    const dockerfile = `FROM ${base}\nCOPY . /srv\n`;
    expect(port(dockerfile)).toEqual([]);
    expect(linesOf(variantOf("hardened", dockerfile, files), "USER", "ENV")).toEqual([]);
    expect(planOf(dockerfile, files).profile.identity).toBeUndefined();
    expect(planOf(dockerfile, files).profile.addedCapabilities.map((capability) => capability.name)).toEqual(expect.arrayContaining(["NET_BIND_SERVICE", "SETUID"]));
  });
});

it("keeps the health check of a stage that stays on its base: what it runs is there", () => {
  const line = "HEALTHCHECK --interval=5s CMD curl -f http://localhost:8080/ || exit 1";
  expect(linesOf(variantOf("hardened", `FROM eclipse-temurin:25-jre\nCOPY app.jar /app.jar\n${line}\nCMD ["java", "-jar", "/app.jar"]\n`, files), "HEALTHCHECK")).toEqual([line]);
});

it("keeps names of stages, digests and comments", () => {
  const digest = `sha256:${"1".repeat(64)}`;
  const dockerfile = `# syntax=docker/dockerfile:1\nFROM python:3.14@${digest} AS wheels # pinned\n# wheels\nRUN pip wheel -w /w flask\nFROM python:3.14-slim@${digest} AS run\n# the app\nCOPY --from=wheels /w /w\nCMD ["python", "/w/a.py"]\n`.replace(" # pinned", "");
  const { text } = variantOf("hardened", dockerfile, files);
  expect(text.split("\n").filter((line) => dockerfile.split("\n").includes(line))).toEqual(dockerfile.split("\n"));
});
