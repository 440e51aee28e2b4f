import { describe, expect, it } from "vitest";
import type { RunProfile } from "./plan.ts";
import { afterBuild, goService, planOf } from "./testing/plan.ts";

const COPY = "COPY --from=build /app /app";
const START = 'ENTRYPOINT ["/app"]';
const profile = (dockerfile: string, files?: Readonly<Record<string, string>>): RunProfile => planOf(dockerfile, files).profile;

/** A Go service whose main function does this before it listens. */
function service(statements: readonly string[], address = '":8080"'): Record<string, string> {
  return { ...goService(), "main.go": ["package main", "", "import (", '\t"net/http"', '\t"os"', ")", "", "func main() {", ...statements.map((line) => `\t${line}`), `\thttp.ListenAndServe(${address}, nil)`, "}", ""].join("\n") };
}

const PORT = ["port := os.Getenv(\"PORT\")", "if port == \"\" {", "\tport = \"80\"", "}"];

describe("ports", () => {
  it.each<[string, readonly string[], Readonly<Record<string, string>>, readonly number[], number, Readonly<Record<string, string>>]>([
    ["from 1024 up stay", [], goService(":8080"), [8080], 8080, {}],
    ["below 1024 move by their variable, and are published where they were", [], service(PORT, '":" + port'), [8080], 80, {}],
    ["below 1024 that are fixed get leave of the kernel", [], goService(":80"), [80], 80, { "net.ipv4.ip_unprivileged_port_start": "0" }],
    ["that the Dockerfile's ENV sets follow it", ["ENV PORT=443"], service(PORT, '":" + port'), [8443], 443, {}],
    ["are EXPOSE's where the source does not tell", ["EXPOSE 53/udp"], service([], "os.Args[1]"), [53], 53, { "net.ipv4.ip_unprivileged_port_start": "0" }],
  ])("%s", (_, lines, files, containers, published, sysctls) => {
    const found = profile(afterBuild("FROM debian:13", COPY, ...lines, START), files);
    expect(found.ports.map((port) => port.container)).toEqual(containers);
    expect(found.ports[0]?.published).toBe(published);
    expect(found.sysctls).toEqual(sysctls);
    expect(found.ports[0]?.evidence).not.toEqual([]);
  });

  it("that move are told to the program, and the image says the same", () => {
    const plan = planOf(afterBuild("FROM debian:13", "ENV PORT=80", COPY, "EXPOSE 80", START), service(PORT, '":" + port'));
    expect(plan.profile.environment).toEqual({ PORT: "8080" });
    for (const variant of plan.variants) {
      expect(variant.text).toContain("ENV PORT=8080\n");
      expect(variant.text).toContain("EXPOSE 8080\n");
      expect(variant.text).not.toContain("PORT=80\n");
    }
  });
});

describe("places to write", () => {
  const places = (statements: readonly string[], ...lines: readonly string[]) => {
    const found = profile(afterBuild("FROM debian:13", ...lines), service(statements));
    return { tmpfs: found.tmpfs.map((mount) => mount.path).toSorted(), volumes: found.volumes.map((volume) => volume.path).toSorted(), readOnly: found.readOnlyRoot.value };
  };

  it.each<[string, readonly string[], readonly string[], ReturnType<typeof places>]>([
    ["nothing but /tmp", [], [COPY, START], { tmpfs: ["/tmp"], volumes: [], readOnly: true }],
    ["data is a volume", ['os.WriteFile("/data/shop.db", nil, 0o600)'], [COPY, START], { tmpfs: ["/tmp"], volumes: ["/data"], readOnly: true }],
    ["scratch is a tmpfs", ['os.WriteFile("/run/shop/x", nil, 0o600)'], [COPY, START], { tmpfs: ["/run/shop", "/tmp"], volumes: [], readOnly: true }],
    ["what lies below /tmp is /tmp's", ['os.WriteFile("/tmp/shop/x", nil, 0o600)'], [COPY, START], { tmpfs: ["/tmp"], volumes: [], readOnly: true }],
    ["a VOLUME of the file is one", [], [COPY, "VOLUME /var/lib/shop", START], { tmpfs: ["/tmp"], volumes: ["/var/lib/shop"], readOnly: true }],
    ["a folder that holds the program is none, since it would hide it", ['os.WriteFile("/srv/shop.db", nil, 0o600)'], ["COPY --from=build /app /srv/app", 'CMD ["/srv/app"]'], { tmpfs: ["/tmp"], volumes: [], readOnly: false }],
  ])("%s", (_, statements, lines, expected) => expect(places(statements, ...lines)).toEqual(expected));

  it.each<[string, string, readonly string[], readonly string[], boolean]>([
    ["a VOLUME beside the program", 'FROM python:3.14-slim\nWORKDIR /srv\nCOPY app.py .\nVOLUME /data\nCMD ["python", "app.py"]\n', ["/tmp"], ["/data"], true],
    ["a VOLUME that holds what the interpreter runs", 'FROM python:3.14-slim\nWORKDIR /data/app\nCOPY app.py .\nVOLUME /data\nCMD ["python", "app.py"]\n', ["/tmp"], [], false],
    ["a VOLUME of /tmp, which is scratch all the same", 'FROM eclipse-temurin:25-jre\nCOPY app.py /app.jar\nVOLUME /tmp\nCMD ["java", "-jar", "/app.jar"]\n', ["/tmp"], [], true],
    ["a VOLUME where others put scratch, once", 'FROM python:3.14-slim\nCOPY app.py /app.py\nVOLUME /run/app\nCMD ["python", "/app.py"]\n', ["/tmp"], ["/run/app"], true],
  ])("of an interpreter: %s", (_, dockerfile, tmpfs, volumes, readOnly) => {
    const found = profile(dockerfile, { "app.py": "" });
    expect(found.tmpfs.map((mount) => mount.path)).toEqual(tmpfs);
    expect(found.volumes.map((volume) => volume.path)).toEqual(volumes);
    expect(found.readOnlyRoot.value).toBe(readOnly);
  });

  it("never puts data into memory, and every mount has its evidence and mode", () => {
    const { tmpfs, volumes } = profile(afterBuild("FROM debian:13", COPY, "VOLUME /a", START), service(['os.WriteFile("/data/x", nil, 0o600)', 'os.WriteFile("/run/y/z", nil, 0o600)']));
    for (const mount of [...tmpfs, ...volumes]) expect(mount.evidence.length).toBeGreaterThan(0);
    expect(tmpfs.filter((mount) => volumes.some((volume) => mount.path === volume.path || volume.path.startsWith(`${mount.path}/`)))).toEqual([]);
    expect(tmpfs.map((mount) => [mount.path, mount.mode])).toEqual(expect.arrayContaining([["/tmp", "1777"]]));
  });
});

describe("the process", () => {
  it.each([
    ["node as PID 1 would not hear SIGTERM", 'FROM node:24\nCOPY . .\nCMD ["node", "server.js"]\n', true],
    ["nor would a shell", "FROM ruby:3.4\nCOPY . .\nCMD bundle exec puma && true\n", true],
    ["an init that is there already is enough", 'FROM node:24\nCOPY . .\nENTRYPOINT ["tini", "--"]\nCMD ["node", "server.js"]\n', false],
    ["a server handles its own signals", 'FROM registry.example.com/server:1\nCMD ["/server"]\n', false],
  ])("gets an init where it needs one: %s", (_, dockerfile, init) => expect(profile(dockerfile, {}).init).toBe(init));

  it.each<[string, string, boolean]>([
    ["gets an init where the image's own is left out", 'ENTRYPOINT ["/usr/bin/tini", "--", "/app"]', true],
    ["gets none where it had none", START, false],
  ])("%s", (_, start, init) => expect(profile(afterBuild("FROM debian:13", COPY, start)).init).toBe(init));

  it("has no capability, and no way to new privileges", () => {
    expect(profile(afterBuild("FROM debian:13", COPY, START))).toMatchObject({ identity: { uid: 65532, gid: 65532 }, addedCapabilities: [], noNewPrivileges: { value: true } });
  });

  it("runs as asked for, everywhere", () => {
    const plan = planOf(afterBuild("FROM debian:13", COPY, START), undefined, { user: { uid: 1001, gid: 1002 } });
    expect(plan.profile.identity).toEqual({ uid: 1001, gid: 1002 });
    for (const variant of plan.variants) expect(variant.text).toContain("USER 1001:1002\n");
  });

  it("stays root where its entrypoint drops it itself, with what it needs for that alone", () => {
    const found = profile('FROM debian:13\nCOPY start.sh /start.sh\nENTRYPOINT ["/start.sh"]\n', { "start.sh": "#!/bin/sh\nexec gosu app /srv/app\n" });
    expect(found.identity).toBeUndefined();
    expect(found.addedCapabilities.map((capability) => capability.name)).toEqual(["SETGID", "SETUID"]);
  });

  it("is probed where the source answers, on the port that it listens on then", () => {
    const files = service(['http.HandleFunc("/healthz", nil)', ...PORT], '":" + port');
    expect(profile(afterBuild("FROM debian:13", COPY, "HEALTHCHECK CMD curl -f http://localhost/healthz", START), files).health).toMatchObject({ port: 8080, path: "/healthz" });
  });
});

it.each([
  ["example.com/Shop_Front", "shop-front"],
  ["example.com/shop/v2", "shop"],
  [`example.com/${"a".repeat(80)}`, "a".repeat(63)],
])("names the service as Compose and Kubernetes take it: %s", (module, name) => {
  expect(profile(afterBuild("FROM debian:13", COPY, START), { ...goService(), "go.mod": `module ${module}\n` }).name).toBe(name);
});

describe("file capabilities", () => {
  it("are added for a program that a build stage gives them: the kernel would not start it without", () => {
    const { addedCapabilities } = profile(afterBuild("RUN setcap cap_net_bind_service,cap_net_raw=+ep /app", "FROM scratch", COPY, "USER 100", START));
    expect(addedCapabilities.map(({ name }) => name)).toEqual(["NET_BIND_SERVICE", "NET_RAW"]);
    expect(addedCapabilities[0]?.evidence[0]).toMatchObject({ path: "Dockerfile", line: 5 });
  });

  it("of stages that are not built are not", () => {
    expect(profile(`FROM debian:13 AS other\nRUN setcap cap_net_raw+ep /usr/bin/ping\n${afterBuild("FROM scratch", COPY, START)}`).addedCapabilities).toEqual([]);
  });
});
