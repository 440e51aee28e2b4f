import { describe, expect, it } from "vitest";
import { planOf, refusalsOf, variantOf } from "./testing/plan.ts";

const text = (dockerfile: string, files: Readonly<Record<string, string>> = {}): string => variantOf("hardened", dockerfile, files).text;
const lines = (dockerfile: string, files?: Readonly<Record<string, string>>): readonly string[] => text(dockerfile, files).split("\n").filter((line) => line !== "");
const added = (dockerfile: string, files?: Readonly<Record<string, string>>): readonly string[] => lines(dockerfile, files).filter((line) => !dockerfile.split("\n").includes(line));
const warnings = (dockerfile: string, files: Readonly<Record<string, string>> = {}, id = "user"): readonly string[] =>
  planOf(dockerfile, files).variants.flatMap((variant) => variant.decisions).filter((decision) => decision.id === id && decision.answer === "warn").map((decision) => decision.outcome);

describe("the user of a stage that stays on its base", () => {
  it.each<[string, string, readonly string[]]>([
    ["is added behind the last thing that needs root", `FROM python:3.14-slim@sha256:${"1".repeat(64)}\nCOPY . /srv\nEXPOSE 80\nCMD ["python", "/srv/a.py"]\n`, ["ENV HOME=/tmp", "USER 65532:65532"]],
    ["is the account that the base makes for applications", `FROM node:24@sha256:${"1".repeat(64)}\nCOPY . /srv\nCMD ["node", "/srv"]\n`, ["USER 1000:1000"]],
    ["is no account that a distribution has for its own", `FROM python:3.14-alpine3.24@sha256:${"1".repeat(64)}\nCOPY . /srv\nCMD ["python", "/srv"]\n`, ["ENV HOME=/tmp", "USER 65532:65532"]],
    ["is the file's own by its number, once, where it stands", `FROM alpine:3.24@sha256:${"1".repeat(64)}\nRUN adduser -D -u 1500 app\nUSER app\nVOLUME /data\nWORKDIR /data\nCMD ["top"]\n`, ["USER 1500:1500"]],
    ["is nobody by its number on a base that is not known", 'FROM example.org/busybox:1\nRUN chown nobody:nobody /data\nUSER nobody\nVOLUME /data\nENTRYPOINT ["/bin/a"]\n', ["USER 65534:65534"]],
  ])("%s", (_, dockerfile, expected) => expect(added(dockerfile)).toEqual(expected));

  it.each<[string, string, Readonly<Record<string, string>>, string]>([
    ["of an account without a known number", 'FROM example.org/base:1\nRUN apt-get update\nUSER app\nADD a /a\nCMD ["/a"]\n', {}, "USER app stays"],
    ["that only the base knows", 'FROM example.org/base:1\nADD a /a\nUSER ${NB_UID}\nCMD ["/a"]\n', {}, "stays"],
    ["of a start script that becomes another account", 'FROM debian:13\nCOPY start.sh /start.sh\nENTRYPOINT ["/start.sh"]\n', { "start.sh": "#!/bin/sh\nexec gosu app /srv/app\n" }, "SETUID"],
    ["of a start script that gives files to another account", 'FROM debian:13\nCOPY start.sh /start.sh\nCMD ["/start.sh"]\n', { "start.sh": "#!/bin/sh\nchown -R www-data /data\nexec uwsgi a.ini\n" }, "CHOWN"],
    ["of an entrypoint that cannot be read", 'FROM debian:13\nRUN make-script > /entrypoint.sh\nENTRYPOINT ["/entrypoint.sh"]\n', {}, "cannot be read"],
  ])("is left alone: that %s", (_, dockerfile, files, reason) => {
    const all = { a: "", ...files };
    expect(lines(dockerfile, all).filter((line) => line.startsWith("USER")).join()).toBe(dockerfile.split("\n").filter((line) => line.startsWith("USER")).join());
    expect(warnings(dockerfile, all)[0]).toContain(reason);
    expect(planOf(dockerfile, all).profile.identity).toBeUndefined();
  });

  it("is set for a launcher that cannot be read: it starts the program and prepares nothing", () => {
    expect(added('FROM debian:13\nRUN apt-get update && apt-get upgrade -y && unpack-server\nCMD ["server.sh", "run"]\n')).toContain("USER 65532:65532");
  });

  it("is not set where neither the file nor its base says what starts", () => {
    const plan = planOf("FROM example.org/nginx:1\nCOPY a /etc/nginx/a\n", { a: "" });
    expect(plan.variants).toEqual([]);
    expect(plan.refused.find((refused) => refused.base === "hardened")?.decision.outcome).toContain("starts nothing itself");
  });
});

describe("folders that a new user must write", () => {
  it("belong to it before VOLUME names them", () => {
    expect(lines('FROM debian:13\nCOPY a /a\nVOLUME ["/data", "/var/log/a"]\nCMD ["/a"]\n', { a: "" }).slice(-6)).toEqual([
      "COPY a /a",
      "RUN mkdir -p /data /var/log/a && chown 65532:65532 /data /var/log/a",
      'VOLUME ["/data", "/var/log/a"]',
      "ENV HOME=/tmp",
      "USER 65532:65532",
      'CMD ["/a"]',
    ]);
  });

  it("are not made in an image without a shell", () => {
    expect(text(`FROM scratch\nCOPY a /a\nVOLUME /data\nCMD ["/a"]\n`, { a: "" })).not.toContain("RUN");
  });

  it.each(["/", "/usr/bin", "/etc", "/tmp"])("are not %s, which is the system's", (path) => {
    expect(text(`FROM debian:13\nCOPY a /a\nVOLUME ${path}\nCMD ["/a"]\n`, { a: "" })).not.toContain("chown");
  });

  it("hold no program: it should not be able to change itself", () => {
    const dockerfile = 'FROM debian:13\nCOPY a /srv/\nVOLUME /srv\nCMD ["/srv/a"]\n';
    expect(text(dockerfile, { a: "" })).not.toContain("chown");
  });
});

describe("updates", () => {
  it.each<[string, string, string]>([
    ["with && where commands stop at a failure by it", "RUN apt-get update && apt-get install -y curl", "RUN apt-get update && apt-get upgrade -y && apt-get install -y curl"],
    ["with ; under set -e, which does not see failures before &&", "RUN set -e; apt-get update; apt-get install -y curl", "RUN set -e; apt-get update; apt-get upgrade -y; apt-get install -y curl"],
    ["in a layer of their own where the install is piped into", "RUN apt-get update; yes | apt-get install curl", "RUN apt-get update && apt-get upgrade -y && rm -rf /var/lib/apt/lists/*"],
  ])("are joined %s", (_, run, expected) => expect(text(`FROM debian:13\n${run}\nUSER 1000:1000\nCMD ["top"]\n`)).toContain(`${expected}\n`.replace("\n", "")));

  it("bring nothing to a base past its end, and that is said", () => {
    expect(warnings('FROM node:18-slim\nCOPY . .\nCMD ["node", "a"]\n', {}, "base-support").join()).toMatch(/nodejs 18 has had none since 2025-04-30/);
  });
});

it("refuses nothing as a whole for these", () => expect(refusalsOf("FROM example.org/nginx:1\nCOPY a /a\n", { a: "" })).toEqual([]));
