import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildContext } from "../context/build-context.ts";
import { memoryTree } from "../context/file-tree.ts";
import { buildModel } from "../dockerfile/build-model.ts";
import { parseDockerfile } from "../dockerfile/parse.ts";
import { imageCatalogue } from "../knowledge/find-image.ts";
import { readStageShell } from "../shell/read-shell.ts";
import { valueOf, type Fact } from "../source/fact.ts";
import { SourceText } from "../source/text.ts";
import type { Posture } from "./posture.ts";
import { predictPosture } from "./predict.ts";

function predict(text: string, files?: Readonly<Record<string, string>>, target?: string): Posture {
  const syntax = parseDockerfile(new SourceText("Dockerfile", text));
  const model = buildModel(syntax, { catalogue: imageCatalogue, ...(target === undefined ? {} : { target }) });
  return predictPosture(model, readStageShell, files && buildContext(memoryTree(".", files), "Dockerfile"));
}

/** A value that is known, or `unknown`; never its default. */
function show<T>(fact: Fact<T>): T | "unknown" {
  return fact.known ? fact.value : "unknown";
}

/** `uid:gid`, then what is special: root, by name, no account. `?` is what cannot be told. */
function user(text: string, files?: Readonly<Record<string, string>>): string {
  const fact = predict(text, files).user;
  if (!fact.known) return "unknown";
  const { uid, gid, root, numeric, account } = fact.value;
  return [`${uid ?? "?"}:${gid ?? "?"}`, root ? "root" : "", numeric ? "" : "named", account === false ? "no account" : account === undefined ? "account?" : ""].filter((word) => word !== "").join(" ");
}

describe("the user", () => {
  it.each([
    ["FROM debian:12", "0:0 root"],
    ["FROM scratch", "0:0 root no account"],
    ["FROM acme/base:1", "unknown"],
    ["FROM acme/base:1\nUSER 1001", "1001:? account?"],
    ["FROM debian:12\nUSER root", "0:0 root named"],
    ["FROM debian:12\nUSER 0:0", "0:0 root"],
    ["FROM debian:12\nUSER root:root", "0:0 root named"],
    ["FROM debian:12\nUSER 1001:0", "1001:0 no account"],
    ["FROM debian:12\nUSER nobody", "65534:65534 named"],
    ["FROM debian:12\nUSER app", "?:? named no account"],
    ["FROM debian:12\nRUN ./setup.sh\nUSER app", "?:? named account?"],
    ["FROM debian:12\nRUN apt-get install -y postgresql\nUSER postgres", "?:? named account?"],
    ["FROM debian:12\nRUN useradd -u 1001 app\nUSER app", "1001:1001 named"],
    ["FROM debian:12\nRUN useradd app\nUSER app", "1000:1000 named"],
    ["FROM debian:12\nRUN groupadd -g 5000 staffers && useradd -u 4000 -g staffers app\nUSER app", "4000:5000 named"],
    ["FROM debian:12\nRUN useradd -r app\nUSER app", "999:999 named"],
    ["FROM debian:12\nRUN groupadd -r web && groupadd -r app && useradd -r -g app app\nUSER app", "999:998 named"],
    ["FROM debian:12\nRUN adduser --system app\nUSER app", "?:? named"],
    ["FROM debian:12\nRUN apt-get install -y curl && useradd app\nUSER app", "1000:1000 named"],
    ["FROM debian:12\nRUN apt-get install -y curl && useradd -r app\nUSER app", "?:? named"],
    ["FROM debian:12\nRUN ./accounts.sh && useradd app\nUSER app", "?:? named"],
    ["FROM fedora:44\nRUN useradd app\nUSER app", "?:? named"],
    ["FROM debian:12\nRUN useradd -o -u 0 toor\nUSER toor", "0:0 root named"],
    ["FROM node:22\nRUN useradd app\nUSER app", "1001:1001 named"],
    ["FROM ubuntu:24.04\nRUN useradd app\nUSER app", "1001:1001 named"],
    ["FROM ubuntu:22.04\nRUN useradd app\nUSER app", "1000:1000 named"],
    ["FROM alpine:3.22\nRUN adduser -D app\nUSER app", "1000:1000 named"],
    ["FROM alpine:3.22\nRUN addgroup -S app && adduser -S app -G app\nUSER app", "100:101 named"],
    ["FROM alpine:3.22\nRUN adduser -D -u 2000 app\nUSER app:app", "2000:2000 named"],
    ["FROM alpine:3.22 AS base\nRUN adduser -D -u 2000 app\nFROM base\nUSER app", "2000:2000 named"],
    ["FROM alpine:3.22 AS build\nRUN adduser -D -u 2000 app\nFROM alpine:3.22\nUSER app", "?:? named no account"],
    ["FROM alpine:3.22 AS build\nRUN adduser -D -u 2000 app\nFROM scratch\nCOPY --from=build /etc/passwd /etc/passwd\nUSER app", "2000:2000 named"],
    ["FROM scratch\nUSER app", "?:? named no account"],
    ["FROM scratch\nCOPY rootfs.tar /\nUSER app", "?:? named account?"],
    ["FROM scratch\nUSER 65532:65532", "65532:65532 no account"],
    ["FROM node:22-alpine\nUSER node", "1000:1000 named"],
    ["FROM nginxinc/nginx-unprivileged:1.30", "101:101"],
    ["FROM gcr.io/distroless/static-debian13:nonroot", "65532:65532"],
    ["FROM gcr.io/distroless/static-debian13\nUSER nonroot:nonroot", "65532:65532 named"],
    ["FROM mcr.microsoft.com/dotnet/aspnet:8.0\nUSER $APP_UID", "1654:1654"],
    ["FROM debian:12\nARG WHO\nUSER $WHO", "unknown"],
    ["FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nUSER ContainerUser", "unknown"],
  ])("%j runs as %s", (text, expected) => {
    expect(user(text)).toBe(expected);
  });

  it("reads a passwd of the context", () => {
    const files = { passwd: "root:x:0:0::/:\nsvc:x:7000:7001::/:\n" };
    expect(user("FROM scratch\nCOPY passwd /etc/passwd\nUSER svc", files)).toBe("7000:7001 named");
  });

  it("says where the account comes from", () => {
    const fact = predict("FROM debian:12\nRUN useradd -u 1001 app\nUSER app").user;
    expect(fact.known && fact.evidence.map(({ line, observation }) => [line, observation])).toContainEqual([2, "makes the account app with the id 1001"]);
  });

  it("notes a root group of a user that is not root", () => {
    const fact = predict("FROM debian:12\nUSER 1001:0").user;
    expect(fact.known && fact.evidence.some(({ observation }) => observation === "the user is not root, its group is")).toBe(true);
  });
});

describe("the start", () => {
  it.each([
    ["FROM debian:12\nCMD [\"/app\"]", ["/app"], false],
    ["FROM debian:12\nCMD /app --serve", ["/bin/sh", "-c", "/app --serve"], true],
    ["FROM debian:12\nENTRYPOINT [\"/app\"]\nCMD [\"--serve\"]", ["/app", "--serve"], false],
    ["FROM debian:12\nENTRYPOINT /app\nCMD [\"--serve\"]", ["/bin/sh", "-c", "/app"], true],
    ["FROM debian:12\nCMD [\"sh\", \"-c\", \"/app\"]", ["sh", "-c", "/app"], true],
    ["FROM debian:12\nENTRYPOINT [\"tini\", \"--\", \"/start.sh\"]\nCMD []", ["tini", "--", "/start.sh"], true],
    ["FROM debian:12\nENTRYPOINT [\"dumb-init\", \"/app\"]\nCMD []", ["dumb-init", "/app"], false],
    ["FROM node:22\nCMD [\"node\", \"server.js\"]", ["docker-entrypoint.sh", "node", "server.js"], true],
    ["FROM gcr.io/distroless/nodejs24-debian13\nCMD [\"server.js\"]", ["/nodejs/bin/node", "server.js"], false],
    ["FROM debian:12", ["bash"], true],
    ["FROM scratch", [], false],
  ])("%j starts %j, through a shell: %s", (text, argv, throughShell) => {
    const start = valueOf(predict(text).entrypoint);
    expect([start?.argv, start?.throughShell]).toEqual([argv, throughShell]);
  });

  it("is unknown with an unknown base that may have an entrypoint", () => {
    expect(predict("FROM acme/base:1\nCMD [\"/app\"]").entrypoint.known).toBe(false);
  });

  it.each([
    ["#!/bin/sh\nexec app\n", true],
    ["#!/usr/bin/env bash\n", true],
    ["#!/usr/bin/env python3\n", false],
  ])("reads the interpreter line %j of a copied entrypoint", (script, throughShell) => {
    const files = { "docker/start": script };
    for (const copy of ["COPY docker/start /start", "COPY docker/ /", "COPY docker /", "COPY docker/start /", "WORKDIR /\nCOPY docker/* ./"]) {
      const start = valueOf(predict(`FROM debian:12\n${copy}\nENTRYPOINT ["/start"]\nCMD []`, files).entrypoint);
      expect(start?.throughShell, copy).toBe(throughShell);
    }
  });

  it("reads a script that came through another stage, and one that stands in the Dockerfile", () => {
    const files = { "start": "#!/bin/sh\nexec app\n" };
    const through = "FROM debian:12 AS files\nCOPY start /opt/start\nFROM debian:12\nCOPY --from=files /opt/start /usr/local/bin/\nENTRYPOINT [\"start\"]\nCMD []";
    expect(valueOf(predict(through, files).entrypoint)?.throughShell).toBe(true);
    const heredoc = "FROM debian:12\nCOPY <<EOF /start\n#!/bin/sh\nexec app\nEOF\nENTRYPOINT [\"/start\"]\nCMD []";
    expect(valueOf(predict(heredoc).entrypoint)?.throughShell).toBe(true);
  });
});

describe("what the running image holds", () => {
  it.each([
    ["FROM debian:12", true, "apt", "glibc"],
    ["FROM alpine:3.22", true, "apk", "musl"],
    ["FROM scratch", false, "none", "none"],
    ["FROM golang:1.24 AS b\nFROM gcr.io/distroless/static-debian13\nCOPY --from=b /app /app", false, "none", "none"],
    ["FROM acme/base:1", "unknown", "unknown", "unknown"],
    ["FROM acme/base:1\nRUN apk add curl", true, "apk", "unknown"],
    ["FROM alpine:3.22\nRUN apk del apk-tools", true, "none", "musl"],
    ["FROM alpine:3.22\nRUN rm -f /bin/sh /sbin/apk", false, "none", "musl"],
    ["FROM scratch\nADD rootfs.tar.xz /", "unknown", "none", "none"],
    ["FROM scratch\nCOPY --from=busybox:1.36-musl /bin/busybox /bin/sh", true, "none", "none"],
    ["ARG BASE\nFROM $BASE", "unknown", "unknown", "unknown"],
  ])("%j: shell %s, package manager %s, libc %s", (text, shell, manager, libc) => {
    const posture = predict(text);
    expect([show(posture.shell), show(posture.packageManager), show(posture.libc)]).toEqual([shell, manager, libc]);
  });

  it.each([
    ["FROM alpine:3.22\nRUN apk add --no-cache curl tini", ["curl", "tini"]],
    ["FROM alpine:3.22\nRUN apk add curl && apk del curl", []],
    ["FROM alpine:3.22\nRUN apk add --virtual .build gcc musl-dev\nRUN apk add git\nRUN apk del .build", ["git"]],
    ["FROM debian:12\nRUN apt-get update && apt-get install -y gcc=4:12 && apt-get purge -y gcc", []],
    ["FROM debian:12 AS b\nRUN apt-get install -y gcc\nFROM b\nRUN apt-get install -y curl", ["gcc", "curl"]],
    ["FROM debian:12 AS b\nRUN apt-get install -y gcc\nFROM debian:12\nRUN pip install flask", []],
    ["FROM debian:12\nARG EXTRA\nRUN apt-get install -y $EXTRA", "unknown"],
  ])("%j keeps the packages %j", (text, expected) => {
    expect(show(predict(text).packages)).toEqual(expected);
  });

  it("knows base, distribution and the support that ends first", () => {
    const base = valueOf(predict("FROM golang:1.24-alpine3.20").base);
    expect([base?.reference?.text, base?.scratch, base?.distribution?.version, base?.support?.product]).toEqual(["golang:1.24-alpine3.20", false, "3.20", "go"]);
    expect(valueOf(predict("FROM scratch").base)).toMatchObject({ scratch: true, reference: undefined, support: undefined });
    expect(valueOf(predict("FROM acme/base:1").base)).toMatchObject({ scratch: false, image: undefined });
  });

  it("takes the base through the stages between", () => {
    const text = "FROM alpine:3.22 AS a\nFROM a AS b\nFROM b";
    expect(valueOf(predict(text).base)?.reference?.text).toBe("alpine:3.22");
  });
});

describe("capabilities", () => {
  const script = { "start.sh": "#!/bin/sh\n# gosu is not called in comments: sudo\nchown -R app /data\nexec gosu app \"$@\"\n" };

  it.each([
    ["FROM debian:12\nEXPOSE 8080\nCMD [\"/app\"]", []],
    ["FROM debian:12\nEXPOSE 80\nUSER 1001\nCMD [\"/app\"]", ["NET_BIND_SERVICE"]],
    ["FROM debian:12\nRUN setcap 'cap_net_raw,cap_net_bind_service=+ep' /app\nUSER 1001\nCMD [\"/app\"]", ["NET_BIND_SERVICE", "NET_RAW"]],
    ["FROM debian:12\nCOPY start.sh /start.sh\nENTRYPOINT [\"/start.sh\"]\nCMD []", ["CHOWN", "SETGID", "SETUID"]],
    ["FROM debian:12\nCOPY start.sh /start.sh\nUSER 1001\nENTRYPOINT [\"/start.sh\"]\nCMD []", []],
    ["FROM debian:12\nCOPY --from=acme/x /start.sh /start.sh\nENTRYPOINT [\"/start.sh\"]\nCMD []", "unknown"],
    ["FROM debian:12\nCMD chown app /data && exec su-exec app /app", ["CHOWN", "SETGID", "SETUID"]],
    ["FROM postgres:16", ["CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"]],
    ["FROM nginx:1.30", ["CHOWN", "NET_BIND_SERVICE", "SETGID", "SETUID"]],
    ["FROM nginxinc/nginx-unprivileged:1.30", []],
    ["FROM php:8.4-apache", ["NET_BIND_SERVICE", "SETGID", "SETUID"]],
    ["FROM node:22\nCMD [\"node\", \"x.js\"]", []],
    ["FROM acme/base:1\nENTRYPOINT [\"/app\"]", "unknown"],
  ])("%j needs %j", (text, expected) => {
    expect(show(predict(text, script).capabilities)).toEqual(expected);
  });

  it("shows the line of the script that needs one", () => {
    const fact = predict("FROM debian:12\nCOPY start.sh /start.sh\nENTRYPOINT [\"/start.sh\"]\nCMD []", script).capabilities;
    expect(fact.known && fact.evidence).toContainEqual({ path: "start.sh", line: 3, observation: "calls chown" });
  });
});

describe("writable paths", () => {
  it.each([
    ["FROM debian:12\nVOLUME /data\nCMD [\"/app\"]", ["/data"]],
    ["FROM debian:12\nENV UPLOAD_DIR=/var/lib/app/uploads\nCMD [\"/app\"]", ["/var/lib/app/uploads"]],
    ["FROM debian:12\nARG ROOT=/data\nENV DB_PATH=$ROOT/app.db", ["/data/app.db"]],
    ["FROM debian:12\nENV PATH=/data/bin:$PATH TEMPLATE_DIR=/app/templates", "unknown"],
    ["FROM debian:12\nCOPY start.sh /start.sh\nENTRYPOINT [\"/start.sh\"]\nCMD []", ["/var/log", "/run/app"]],
    ["FROM nginx:1.30", ["/run", "/var/cache/nginx"]],
    ["FROM acme/base:1\nCMD [\"/app\"]", "unknown"],
  ])("%j writes %j", (text, expected) => {
    const files = { "start.sh": "#!/bin/sh\necho start > /var/log/app.log\nmkdir -p /run/app 2>/dev/null\nexec /app > \"$LOG\"\n" };
    expect(show(predict(text, files).writablePaths)).toEqual(expected);
  });
});

describe("any file", () => {
  it("knows nothing of a fragment", () => {
    const posture = predict("RUN true\n");
    for (const fact of [posture.user, posture.base, posture.libc, posture.entrypoint, posture.workdir]) expect(fact.known).toBe(false);
  });

  it("follows the target that is built", () => {
    const text = "FROM alpine:3.22 AS a\nUSER 1\nFROM debian:12 AS b\nUSER 2";
    expect(valueOf(predict(text, undefined, "a").user)?.uid).toBe(1);
    expect(valueOf(predict(text).user)?.uid).toBe(2);
  });

  it("is predicted without throwing, and every fact gives evidence or a reason", () => {
    const line = fc.constantFrom(
      "FROM scratch", "FROM debian:12 AS a", "FROM a", "FROM a AS b", "FROM b AS a", "FROM $X", "USER app", "USER 0:0", "USER :5", "RUN useradd app", "RUN adduser -S -G x app",
      "COPY --from=0 / /", "COPY --from=a /etc/passwd /etc/", "COPY --from=1 /x /y", "COPY . .", "COPY <<E /start.sh\n#!/bin/sh\nE", "ENTRYPOINT [\"/start.sh\"]", "CMD x", "CMD []", "EXPOSE 80 $P",
      "VOLUME /d", "ENV A_DIR=/data B_PATH=$A_DIR", "RUN apk add --virtual x y && apk del x", "ENTRYPOINT [\"tini\"]", "ENTRYPOINT [\"env\", \"-\"]", "SHELL [\"cmd\"]", "HEALTHCHECK NONE", "WORKDIR $Q",
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        for (const fact of Object.values(predict(lines.join("\n"), { "start.sh": "#!/bin/sh\n" }))) {
          if (!fact.known) expect(fact.reason).not.toBe("");
          else for (const evidence of fact.evidence) expect(evidence.observation).not.toBe("");
        }
      }),
    );
  });

  it("copes with stages that copy from each other in great numbers", () => {
    const stages = Array.from({ length: 300 }, (_, at) => `FROM debian:12 AS s${at}\n` + Array.from({ length: Math.min(at, 8) }, (_, back) => `COPY --from=s${at - 1 - back} / /`).join("\n"));
    const posture = predict(`${stages.join("\n")}\nENTRYPOINT ["/start"]\nCMD []`, { start: "x" });
    expect(valueOf(posture.entrypoint)?.argv).toEqual(["/start"]);
  });

  it("copes with a file that is copied on through thousands of stages", () => {
    const stages = Array.from({ length: 3000 }, (_, at) => `FROM s${at} AS s${at + 1}\nCOPY --from=s${at} /etc/passwd /etc/\nCOPY --from=s${at} /start /start`);
    const posture = predict(`FROM debian:12 AS s0\n${stages.join("\n")}\nUSER app\nENTRYPOINT ["/start"]\nCMD []`, { start: "x" });
    expect(valueOf(posture.user)?.account).toBeUndefined();
  });
});
