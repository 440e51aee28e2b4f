import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDockerfile } from "../../dockerfile/parse.ts";
import { SourceText } from "../../source/text.ts";
import { formatEvidence } from "../../source/fact.ts";
import { type Adjustments, NO_ADJUSTMENTS } from "../adjustments.ts";
import { planHardening } from "../harden.ts";
import type { Decision, Plan } from "../plan.ts";
import { afterBuild, goService, linesOf, planOf, runtimeLines, variantOf } from "../testing/plan.ts";
import { project } from "../testing/project.ts";
import { said } from "../testing/said.ts";

const COPY = "COPY --from=build /app /app";
const START = 'ENTRYPOINT ["/app"]';
const DEBIAN = afterBuild("FROM debian:13-slim", "RUN apt-get update && apt-get install -y mime-support", COPY, START);
const ALPINE = afterBuild("FROM alpine:3.24", "RUN apk add --no-cache mailcap", COPY, START);
const SCRATCH = afterBuild("FROM scratch", COPY, START);
const ONE_STAGE = 'FROM golang:1.26\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\nCMD ["/app"]\n';
const PYTHON = 'FROM python:3.14-slim\nWORKDIR /app\nCOPY app.py .\nCMD ["python", "app.py"]\n';
const FILES = { ...goService(), "app.py": "" };
/** Every way in which a stage that runs comes to be. */
const WAYS: readonly (readonly [string, string, string])[] = [
  ["distroless", "converted", DEBIAN],
  ["distroless", "appended", ONE_STAGE],
  ["distroless", "from nothing", SCRATCH],
  ["distroless", "on distroless already", afterBuild("FROM gcr.io/distroless/static-debian13:nonroot", COPY, START)],
  ["alpine", "converted", DEBIAN],
  ["alpine", "appended", ONE_STAGE],
  ["alpine", "on Alpine already", ALPINE],
  ["hardened", "where it stands", DEBIAN],
  ["hardened", "where it stands, of an ecosystem that is not known", PYTHON],
  ["hardened", "where it stands, with an account of its own", PYTHON.replace("CMD", "USER 1000:1000\nCMD")],
  ["hardened", "where it stands, on nothing", SCRATCH],
];

const write = (path: string): Record<string, string> => ({ ...FILES, "main.go": `package main\n\nimport (\n\t"net/http"\n\t"os"\n)\n\nfunc main() {\n\tos.WriteFile("${path}", nil, 0o600)\n\thttp.ListenAndServe(":8080", nil)\n}\n` });
const plan = (dockerfile: string, ...lines: readonly string[]): Plan => planOf(dockerfile, FILES, { adjustments: said(...lines) });
const decisions = (found: Plan, id: string): readonly Decision[] => found.decisions.filter((decision) => decision.id === id);
const evidence = (decision: Decision | undefined): readonly string[] => (decision?.evidence ?? []).map(formatEvidence);

describe.each(WAYS)("%s, %s: what a person says", (base, _, dockerfile) => {
  const adjustments = said("volumes: [/data, /var/lib/shop]", "tmpfs: [/run, /var/cache/shop]", "files: [/etc/mime.types]", "ca-certificates: true", "time-zones: true");
  const variant = variantOf(base, dockerfile, FILES, { adjustments });
  const owner = planOf(dockerfile, FILES, { adjustments, base }).profile.identity;

  it("gives the account its folders in the image", () => {
    const own = `${owner?.uid}:${owner?.gid}`;
    const given = runtimeLines(variant.text).filter((line) => line.includes(`--chown=${own}`) || line.includes(`chown ${own}`) || line.includes(`install -d -o ${owner?.uid} -g ${owner?.gid}`));
    for (const folder of ["/data", "/var/lib/shop"]) expect(given.some((line) => line.split(" ").includes(folder)), folder).toBe(true);
    expect(given.some((line) => line.split(" ").includes("/run"))).toBe(false);
  });

  it("is the same when it is hardened again", () => {
    expect(planOf(variant.text, FILES, { base, adjustments }).variants.map((again) => again.text)).toEqual([variant.text]);
  });

  it("is written alike with CRLF", () => {
    expect(variantOf(base, dockerfile.replaceAll("\n", "\r\n"), FILES, { adjustments }).text).toBe(variant.text.replaceAll("\n", "\r\n"));
  });

  it("holds for the run configuration", () => {
    const { profile } = planOf(dockerfile, FILES, { adjustments, base });
    expect(profile.volumes.map((volume) => volume.path)).toEqual(["/data", "/var/lib/shop"]);
    expect(profile.tmpfs.map((mount) => mount.path).toSorted()).toEqual(["/run", "/tmp", "/var/cache/shop"]);
    expect(profile.readOnlyRoot.value).toBe(true);
    expect(profile.volumes[0]?.evidence.map(formatEvidence)).toEqual(["bulwark.yaml:2 harden.volumes names /data"]);
  });
});

describe("places to write", () => {
  const places = (files: Record<string, string>, ...lines: readonly string[]) => {
    const { profile } = planOf(DEBIAN, files, { adjustments: said(...lines) });
    return { volumes: profile.volumes.map(({ path }) => path), tmpfs: profile.tmpfs.map(({ path, executable }) => `${path}${executable ? " exec" : ""}`).toSorted(), readOnly: profile.readOnlyRoot.value };
  };

  it.each<[string, Record<string, string>, readonly string[], ReturnType<typeof places>]>([
    ["win over what the source shows: lasting", write("/run/shop/x"), ["volumes: [/run/shop]"], { volumes: ["/run/shop"], tmpfs: ["/tmp"], readOnly: true }],
    ["win over what the source shows: in memory", write("/data/x"), ["tmpfs: [/data]"], { volumes: [], tmpfs: ["/data", "/tmp"], readOnly: true }],
    ["take what lies in them along", write("/data/cache/x"), ["volumes: [/data]"], { volumes: ["/data"], tmpfs: ["/tmp"], readOnly: true }],
    ["add to what the source shows", write("/data/x"), ["volumes: [/srv/shop]"], { volumes: ["/srv/shop", "/data"], tmpfs: ["/tmp"], readOnly: true }],
    ["start programs in /tmp", FILES, ["executable-tmpfs: [/tmp]"], { volumes: [], tmpfs: ["/tmp exec"], readOnly: true }],
    ["start programs in one folder of /tmp alone", FILES, ["executable-tmpfs: [/tmp/plugins]"], { volumes: [], tmpfs: ["/tmp", "/tmp/plugins exec"], readOnly: true }],
    ["start programs in a folder of their own", FILES, ["tmpfs: [/run/shop]", "executable-tmpfs: [/run/shop]"], { volumes: [], tmpfs: ["/run/shop exec", "/tmp"], readOnly: true }],
    ["start programs in a volume without more ado", write("/data/x"), ["executable-tmpfs: [/data]"], { volumes: ["/data"], tmpfs: ["/tmp"], readOnly: true }],
  ])("%s", (_, files, lines, expected) => expect(places(files, ...lines)).toEqual(expected));

  it.each<[string, string, readonly string[], string, RegExp]>([
    ["a volume over the program", afterBuild("FROM debian:13", "COPY --from=build /app /srv/shop/app", 'CMD ["/srv/shop/app"]'), ["volumes: [/srv/shop]"], "volumes", /a volume at \/srv\/shop would hide \/srv\/shop\/app, which runs from there, so there is none and the root stays writable/],
    ["memory over the program", afterBuild("FROM debian:13", "COPY --from=build /app /srv/shop/app", 'CMD ["/srv/shop/app"]'), ["tmpfs: [/srv/shop]"], "tmpfs", /a file system in memory at \/srv\/shop would hide \/srv\/shop\/app/],
    ["a volume over what an interpreter runs", PYTHON, ["volumes: [/app]"], "volumes", /a volume at \/app would hide \/app\/app\.py/],
    ["a volume over code that only its folder names", 'FROM node:24\nWORKDIR /app\nCOPY . .\nCMD ["npm", "start"]\n', ["volumes: [/app]"], "volumes", /a volume at \/app would hide \/app, which runs from there/],
    ["memory over what is copied in", afterBuild("FROM debian:13", COPY, "COPY go.mod /srv/shop/", START), ["tmpfs: [/srv/shop]"], "tmpfs", /a file system in memory at \/srv\/shop would hide \/srv\/shop, which the image brings/],
    ["memory over a file that a person names", DEBIAN, ["tmpfs: [/var/lib/shop]", "files: [/var/lib/shop/seed.db]"], "tmpfs", /would hide \/var\/lib\/shop\/seed\.db/],
  ])("hide nothing that is needed: %s", (_, dockerfile, lines, id, message) => {
    const found = plan(dockerfile, ...lines);
    const [decision] = decisions(found, id);
    expect(decision).toMatchObject({ answer: "warn", outcome: expect.stringMatching(message) });
    expect(evidence(decision)).toContain(`bulwark.yaml:2 harden.${id} names ${lines[0]?.slice(lines[0].indexOf("[") + 1, -1) ?? ""}`);
    expect(found.profile.readOnlyRoot.value).toBe(false);
    expect([...found.profile.volumes, ...found.profile.tmpfs].map((mount) => mount.path)).toEqual(["/tmp"]);
  });

  it("hide data that the image brings along, and that is told", () => {
    const found = plan(afterBuild("FROM debian:13", COPY, "COPY go.mod /data/", START), "volumes: [/data]");
    expect(found.profile.volumes.map(({ path }) => path)).toEqual(["/data"]);
    expect(decisions(found, "volumes").map(({ answer }) => answer)).toEqual(["warn", "adapt"]);
    expect(evidence(decisions(found, "volumes")[0])).toContain("Dockerfile:7 copies to /data");
  });

  it("lose data only after a warning", () => {
    const [decision] = decisions(planOf(DEBIAN, write("/data/x"), { adjustments: said("tmpfs: /data") }), "tmpfs");
    expect(decision).toMatchObject({ answer: "warn", outcome: expect.stringContaining("it is gone with the container") });
    expect(evidence(decision)[1]).toMatch(/^main\.go:\d+ writes/);
  });

  it("drop a VOLUME of the file that need not last", () => {
    const found = plan(afterBuild("FROM debian:13", COPY, "VOLUME /data", START), "tmpfs: /data");
    expect(found.profile).toMatchObject({ volumes: [], tmpfs: [{ path: "/data" }, { path: "/tmp" }] });
  });

  it("are volumes of their own, whatever their names", () => {
    const names = plan(DEBIAN, "volumes: [/a/data, /b/data, /c/data]").profile.volumes.map(({ name }) => name);
    expect(names[0]).toBe("shop-data");
    expect(new Set(names).size).toBe(3);
  });

  it("in /root are refused where the program names them whole, and move with it where it works there", () => {
    expect(plan(DEBIAN, "volumes: [/root/data]").refused.map(({ base, decision }) => [base, decision.id])).toEqual([["distroless", "workdir"], ["alpine", "workdir"]]);
    const inRoot = afterBuild("FROM debian:13", "WORKDIR /root", "COPY --from=build /app .", 'CMD ["./app"]');
    expect(plan(inRoot, "volumes: [/root/data]").profile.volumes.map(({ path }) => path)).toEqual(["/app/data"]);
  });
});

describe("folders of the account", () => {
  const written = (base: string, dockerfile: string): readonly string[] => linesOf(variantOf(base, dockerfile, FILES, { adjustments: said("volumes: /data") }), "USER", "RUN mkdir", "RUN install", "VOLUME");

  it.each<[string, string, string, readonly string[]]>([
    ["in front of the account that the file has", "hardened", "FROM python:3.14-slim\nCOPY app.py /app/\nUSER 1500\n", ["RUN mkdir -p /data && chown 1500:1500 /data", "USER 1500"]],
    ["as root behind an account that the file takes early", "hardened", "FROM python:3.14-slim\nRUN useradd -u 1500 app\nUSER app\nCOPY app.py /app/\n", ["USER 1500:1500", "USER root", "RUN mkdir -p /data && chown 1500:1500 /data", "USER 1500:1500"]],
    ["in front of VOLUME", "hardened", "FROM python:3.14-slim\nVOLUME /data\nCOPY app.py /app/\nUSER 1500\n", ["RUN mkdir -p /data && chown 1500:1500 /data", "VOLUME /data", "USER 1500"]],
    ["not twice", "hardened", "FROM python:3.14-slim\nRUN install -d -o 1500 /data\nCOPY app.py /app/\nUSER 1500\n", ["RUN install -d -o 1500 /data", "USER 1500"]],
    ["as root on Alpine behind an account that the file takes early", "alpine", afterBuild("FROM alpine:3.24", "RUN adduser -D -u 1500 app", "USER app", COPY), ["USER 1500:1500", "USER root", "RUN install -d -o 1500 -g 1500 /data", "USER 1500:1500"]],
  ])("are made %s", (_, base, dockerfile, expected) => {
    const whole = `${dockerfile.trimEnd()}\n${base === "alpine" ? START : 'CMD ["python", "/app/app.py"]'}\n`;
    expect(written(base, whole)).toEqual(expected);
    const adjustments = said("volumes: /data");
    const { text } = variantOf(base, whole, FILES, { adjustments });
    expect(variantOf(base, text, FILES, { adjustments }).text).toBe(text);
  });

  it("are asked for where nothing can make them", () => {
    const { decisions: found } = variantOf("hardened", 'FROM example.org/base\nUSER 1500\nCOPY app.py /app/\nCMD ["/app/app.py"]\n', FILES, { adjustments: said("volumes: /data") });
    expect(found.find(({ id }) => id === "ownership")).toMatchObject({ answer: "warn", outcome: expect.stringContaining("COPY --chown=1500:1500"), evidence: [{ path: "bulwark.yaml" }] });
  });
});

describe("files", () => {
  const adjustments = said("files: [/etc/mime.types, /usr/share/shop]");

  it("come out of the original stage, which stays for them alone and is fixed as a stage that builds", () => {
    const { text } = variantOf("distroless", DEBIAN.replace("FROM debian:13-slim", "FROM debian:13-slim AS run"), FILES, { adjustments });
    expect(text).toContain("\nFROM debian:13-slim AS original\nRUN apt-get update && apt-get install -y mime-support\n");
    expect(text).toContain("\nFROM gcr.io/distroless/static-debian13:nonroot AS run\n");
    expect(runtimeLines(text).filter((line) => line.startsWith("COPY"))).toEqual([COPY, "COPY --from=original /etc/mime.types /etc/mime.types", "COPY --from=original /usr/share/shop /usr/share/shop"]);
  });

  it("come out of the stage that builds where the program is built in it", () => {
    expect(linesOf(variantOf("alpine", ONE_STAGE, FILES, { adjustments }), "COPY")).toEqual(["COPY --from=build /app /app", "COPY --from=build /etc/mime.types /etc/mime.types", "COPY --from=build /usr/share/shop /usr/share/shop"]);
  });

  it.each(["distroless", "hardened"])("come out of the stage that builds where the one that runs begins from nothing: %s", (base) => {
    expect(linesOf(variantOf(base, SCRATCH, FILES, { adjustments }), "COPY")).toContain("COPY --from=build /etc/mime.types /etc/mime.types");
  });

  it.each<[string, string, string]>([
    ["the stage copies them itself", "distroless", afterBuild("FROM debian:13", COPY, "COPY mime.types /etc/", "COPY share /usr/share/shop", START)],
    ["the stage stays on its base", "alpine", ALPINE],
    ["the whole file stays", "hardened", DEBIAN],
  ])("are there already where %s", (_, base, dockerfile) => {
    const { text } = variantOf(base, dockerfile, { ...FILES, "mime.types": "", "share/a": "" }, { adjustments });
    expect(text).not.toContain("original");
    expect(text.match(/mime\.types/g)?.length ?? 0).toBe(dockerfile.match(/mime\.types/g)?.length ?? 0);
  });

  it("in a volume belong to the account", () => {
    const lines = linesOf(variantOf("distroless", DEBIAN, FILES, { adjustments: said("volumes: /data", "files: /data/seed.db") }), "COPY");
    expect(lines.at(-1)).toBe("COPY --from=original --chown=65532:65532 /data/seed.db /data/seed.db");
  });

  it("that are programs are warned of", () => {
    const found = decisions(plan(DEBIAN, "files: [/bin/busybox, /etc/mime.types]"), "files");
    expect(found.map(({ answer }) => answer)).toEqual(["adapt", "warn"]);
    expect(evidence(found[1])).toEqual(["bulwark.yaml:2 harden.files names /bin/busybox"]);
  });

  it("that a person names are missed no longer", () => {
    const reading = { ...FILES, "main.go": 'package main\n\nimport "os"\n\nfunc main() { os.ReadFile("/etc/mime.types") }\n' };
    expect(planOf(DEBIAN, reading).decisions.map(({ id }) => id)).toContain("assets");
    expect(planOf(DEBIAN, reading, { adjustments }).decisions.map(({ id }) => id)).not.toContain("assets");
  });
});

describe("packages", () => {
  it("of Alpine follow what a person says", () => {
    const add = (...lines: readonly string[]): string | undefined => variantOf("alpine", DEBIAN, FILES, { adjustments: said(...lines) }).text.split("\n").find((line) => line.includes("apk add"));
    expect(add("ca-certificates: true", "time-zones: true")).toBe(" && apk add --no-cache ca-certificates tzdata \\");
    expect(add("ca-certificates: false", "time-zones: true")).toBe(" && apk add --no-cache tzdata \\");
    expect(add("ca-certificates: false", "time-zones: false")).toBeUndefined();
  });

  it.each<[string, string, string, string]>([
    ["apk", "alpine", afterBuild("FROM alpine:3.24", COPY, START), "RUN apk upgrade --no-cache\nRUN apk add --no-cache tzdata\n"],
    ["apt", "hardened", PYTHON.replace("python:3.14-slim", "debian:13-slim"), "apt-get install -y --no-install-recommends tzdata && rm -rf /var/lib/apt/lists/*\n"],
    ["dnf", "hardened", PYTHON.replace("python:3.14-slim", "fedora:44"), "RUN dnf install -y tzdata && dnf clean all\n"],
  ])("are installed by %s where a stage stays on its base", (_, base, dockerfile, expected) => expect(variantOf(base, dockerfile, FILES, { adjustments: said("time-zones: true") }).text).toContain(expected));

  it("that nothing can install are warned of", () => {
    expect(variantOf("hardened", SCRATCH, FILES, { adjustments: said("ca-certificates: true") }).decisions.filter(({ id }) => id === "packages")).toMatchObject([{ answer: "warn", evidence: [{ path: "bulwark.yaml", line: 2 }] }]);
  });

  it("that the source needs and a person denies are warned of", () => {
    const client = { ...FILES, "main.go": 'package main\n\nimport "net/http"\n\nfunc main() { http.Get("https://example.com/") }\n' };
    expect(planOf(DEBIAN, client, { adjustments: said("ca-certificates: false") }).decisions.find(({ id }) => id === "ca-certificates")).toMatchObject({ answer: "warn" });
  });
});

describe("settings", () => {
  it("are those of every surface", () => {
    const { profile } = plan(DEBIAN, "capabilities: [cap_net_raw]", "privileged-ports: true", "init: true", "writable-root: true", "memory: 512MiB", "pids: 64");
    expect(profile).toMatchObject({
      addedCapabilities: [{ name: "NET_RAW" }],
      sysctls: { "net.ipv4.ip_unprivileged_port_start": "0" },
      init: true,
      readOnlyRoot: { value: false, evidence: [{ path: "bulwark.yaml", line: 5 }] },
      limits: { memoryMegabytes: 512, pids: 64, cpus: "1.0" },
    });
  });

  it("leave the rest as it is", () => {
    const { profile } = plan(DEBIAN, "pids: 64");
    expect(profile).toEqual({ ...planOf(DEBIAN, FILES).profile, limits: { ...profile.limits, pids: 64 } });
  });

  it("keep a port that the source could move", () => {
    const moving = { ...FILES, "main.go": 'package main\n\nimport (\n\t"net/http"\n\t"os"\n)\n\nfunc main() {\n\tport := os.Getenv("PORT")\n\tif port == "" {\n\t\tport = "80"\n\t}\n\thttp.ListenAndServe(":"+port, nil)\n}\n' };
    expect(planOf(DEBIAN, moving).profile.ports).toMatchObject([{ container: 8080 }]);
    const found = planOf(DEBIAN, moving, { adjustments: said("privileged-ports: true") });
    expect(found.profile).toMatchObject({ ports: [{ container: 80, published: 80 }], sysctls: { "net.ipv4.ip_unprivileged_port_start": "0" }, environment: {} });
    for (const variant of found.variants) expect(variant.text).not.toContain("8080");
  });

  it("switch off what the source asks for, and warn of what will fail", () => {
    const found = planOf(DEBIAN, goService(":80"), { adjustments: said("privileged-ports: false") });
    expect(found.profile.sysctls).toEqual({});
    expect(decisions(found, "privileged-ports")).toMatchObject([{ answer: "warn", outcome: expect.stringContaining("80 cannot be moved") }]);
    const beside = afterBuild("FROM debian:13", "COPY --from=build /app /srv/shop/app", 'CMD ["/srv/shop/app"]');
    expect(planOf(beside, write("/srv/shop/x")).profile.readOnlyRoot.value).toBe(false);
    expect(planOf(beside, write("/srv/shop/x"), { adjustments: said("writable-root: false") }).profile.readOnlyRoot.value).toBe(true);
    expect(planOf(PYTHON, FILES, { adjustments: said("init: false") }).profile.init).toBe(false);
  });

  it("that reach beyond the container are named as such", () => {
    const found = decisions(plan(DEBIAN, "capabilities: [NET_RAW, SYS_ADMIN]"), "capabilities");
    expect(found.map(({ answer }) => answer)).toEqual(["warn", "warn"]);
    expect(found[1]?.outcome).toContain("SYS_ADMIN reaches beyond the container");
  });

  it("give an entrypoint that stays root the capability that it uses", () => {
    const [decision] = decisions(plan("FROM nginx:1.30\nCOPY go.mod /srv/\n", "capabilities: [KILL]"), "capabilities");
    expect(decision).toMatchObject({ answer: "adapt", outcome: "KILL is not dropped, all others are" });
  });
});

const PATHS = ["/data", "/data/cache", "/app", "/app/x", "/srv/shop", "/run", "/run/x", "/tmp", "/tmp/x", "/opt", "/usr/share/shop", "/etc/mime.types", "/root/x", "/var/lib/shop"];
const paths = fc.subarray(PATHS, { maxLength: 3 });
const flag = fc.option(fc.boolean(), { nil: undefined });
const of = <T>(value: T) => ({ value, evidence: { path: "bulwark.yaml", line: 1, observation: "says so" } });

it("whatever is said: it is refused in words, or written so that it can be read and is hardened once", () => {
  fc.assert(
    fc.property(fc.constantFrom(...WAYS), fc.record({ volumes: paths, tmpfs: paths, executableTmpfs: paths, files: paths, caCertificates: flag, timeZones: flag, writableRoot: flag, init: flag, privilegedPorts: flag }), ([base, , dockerfile], said) => {
      const list = (values: readonly string[]) => values.map(of);
      const one = (value: boolean | undefined) => (value === undefined ? undefined : of(value));
      const adjustments: Adjustments = { ...NO_ADJUSTMENTS, volumes: list(said.volumes), tmpfs: list(said.tmpfs), executableTmpfs: list(said.executableTmpfs), files: list(said.files), caCertificates: one(said.caCertificates), timeZones: one(said.timeZones), writableRoot: one(said.writableRoot), init: one(said.init), privilegedPorts: one(said.privilegedPorts) };
      const plan = planHardening({ ...project({ ...FILES, Dockerfile: dockerfile }), options: { adjustments, base } });
      expect("refusals" in plan ? plan.refusals.filter(({ id }) => id !== "paths") : []).toEqual([]);
      if ("refusals" in plan) return;
      const mounts = [...plan.profile.volumes, ...plan.profile.tmpfs].map((mount) => mount.path);
      expect(new Set(mounts).size).toBe(mounts.length);
      for (const { text } of plan.variants) {
        expect(parseDockerfile(new SourceText("Dockerfile", text)).diagnostics.filter(({ level }) => level === "error")).toEqual([]);
        const again = planOf(text, FILES, { base, adjustments });
        // What cannot leave root is left alone, which is said.
        const isLeft = again.refused.some(({ decision }) => decision.outcome.startsWith("nothing can be changed safely"));
        expect(again.variants.map((variant) => variant.text)).toEqual(isLeft ? [] : [text]);
      }
    }),
    { numRuns: 100 },
  );
});

it("changes nothing where nothing is said", () => {
  for (const [, , dockerfile] of WAYS) expect(planOf(dockerfile, FILES, { adjustments: { ...NO_ADJUSTMENTS } })).toEqual(planOf(dockerfile, FILES));
});

it.each([["volumes", "/proc"], ["tmpfs", "relative"], ["executableTmpfs", "/etc"], ["files", "/dev/kvm"], ["volumes", "/a;b"]] as const)("refuses %s that cannot be, whoever says so: %s", (key, value) => {
  const adjustments = { ...NO_ADJUSTMENTS, [key]: [{ value, evidence: { observation: "prove says so" } }] };
  expect(planHardening({ ...project({ ...FILES, Dockerfile: DEBIAN }), options: { adjustments } })).toMatchObject({ refusals: [{ id: "paths", answer: "refuse" }] });
});
