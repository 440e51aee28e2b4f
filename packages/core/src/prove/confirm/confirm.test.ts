import { describe, expect, it } from "vitest";
import type { CommandSetting } from "../../dockerfile/model.ts";
import { parseImageReference } from "../../dockerfile/reference.ts";
import type { Distribution } from "../../knowledge/image.ts";
import type { BaseFacts, ContainerUser, Posture, StartCommand } from "../../posture/posture.ts";
import { known, unknown } from "../../source/fact.ts";
import type { Confirmation } from "../confirmation.ts";
import type { Change } from "../trial.ts";
import { confirmPosture } from "./confirm.ts";
import type { Observed } from "./observed.ts";

const open = unknown("not told");
const NOTHING: Posture = {
  user: open, entrypoint: open, healthcheck: open, shell: open, packageManager: open, libc: open, base: open, ports: open, volumes: open, workdir: open, stopSignal: open, packages: open,
  capabilities: open, writablePaths: open,
};

function compare<K extends keyof Posture>(fact: K, predicted: Posture[K] | undefined, shown: Posture[K] | undefined, observed: Observed = {}): Confirmation {
  const all = confirmPosture({ ...NOTHING, ...(predicted && { [fact]: predicted }) }, { ...NOTHING, ...(shown && { [fact]: shown }) }, observed);
  const found = all.find((confirmation) => confirmation.fact === fact);
  if (found === undefined) throw new Error(`no confirmation of ${fact}`);
  return found;
}

const texts = ({ result, predicted, shown }: Confirmation): readonly string[] => [result, predicted, shown];

it("has one confirmation for every fact, always in one order", () => {
  const facts = confirmPosture(NOTHING, NOTHING).map(({ fact }) => fact);
  expect([...facts].sort()).toEqual(Object.keys(NOTHING).sort());
  expect(facts[0]).toBe("user");
  expect(confirmPosture(NOTHING, NOTHING).every(({ result }) => result === "unpredicted")).toBe(true);
});

it("tells what was not predicted apart from what is not seen", () => {
  expect(texts(compare("libc", undefined, known("musl")))).toEqual(["unpredicted", "not told", "musl"]);
  expect(texts(compare("libc", known("musl"), undefined))).toEqual(["unseen", "musl", "not told"]);
});

describe("user", () => {
  const user = (text: string, uid?: number, gid?: number) => known<ContainerUser>({ text, uid, gid, root: uid === 0, numeric: false, account: undefined });
  it.each([
    ["a name and its id", user("app", 1000, 1000), user("1000:1000", 1000, 1000), ["confirmed", "1000:1000", "1000:1000"]],
    ["a group that could not be predicted", user("1000", 1000), user("1000", 1000, 0), ["confirmed", "1000", "1000:0"]],
    ["another id", user("app", 1000, 1000), user("app", 999, 1000), ["contradicted", "1000:1000", "999:1000"]],
    ["another group", user("app", 1000, 1000), user("app", 1000, 0), ["contradicted", "1000:1000", "1000:0"]],
    ["root", user("root", 0, 0), user("0", 0, 0), ["confirmed", "root", "root"]],
    ["root that was not predicted", user("app", 1000), user("0", 0, 0), ["contradicted", "1000", "root"]],
    ["a name whose id nobody knew", user("app"), user("app", 100, 101), ["confirmed", "app", "100:101"]],
    ["another name", user("app"), user("nobody", 65_534, 65_534), ["contradicted", "app", "65534:65534"]],
  ])("%s", (_, predicted, shown, wanted) => {
    expect(texts(compare("user", predicted, shown))).toEqual(wanted);
  });
});

const command = (argv: readonly string[], form: CommandSetting["form"] = "exec"): CommandSetting => ({ form, argv, instruction: undefined });

describe("start and health check", () => {
  const start = (argv: readonly string[], throughShell = false) => known<StartCommand>({ argv, entrypoint: command(argv), cmd: undefined, throughShell });
  it.each([
    ["the same words", start(["/app", "-a b"]), start(["/app", "-a b"]), ["confirmed", '/app "-a b"', '/app "-a b"']],
    ["other words", start(["/app", "a"]), start(["/app", "a", "b"]), ["contradicted", "/app a", "/app a b"]],
    ["a shell that was not predicted", start(["/run"]), start(["/run"], true), ["contradicted", "/run", "/run (through a shell)"]],
    ["nothing to start", start([]), start([]), ["confirmed", "none", "none"]],
  ])("%s", (_, predicted, shown, wanted) => {
    expect(texts(compare("entrypoint", predicted, shown))).toEqual(wanted);
  });

  const check = (of: CommandSetting | undefined) => known(of && { command: of, options: { interval: "30s" }, instruction: undefined });
  it.each([
    ["none", check(undefined), check(undefined), "confirmed"],
    ["one that is gone", check(command(["/check"])), check(undefined), "contradicted"],
    ["the same", check(command(["/check", "x"])), check(command(["/check", "x"])), "confirmed"],
    ["the same for another shell, of which the image says nothing here", check(command(["/bin/bash", "-c", "curl x"], "shell")), check(command(["/bin/sh", "-c", "curl x"], "shell")), "confirmed"],
    ["a shell in between", check(command(["curl", "x"])), check(command(["/bin/sh", "-c", "curl x"], "shell")), "contradicted"],
  ])("health check: %s", (_, predicted, shown, wanted) => {
    expect(compare("healthcheck", predicted, shown).result).toBe(wanted);
  });
});

describe("base", () => {
  const base = (facts: Partial<BaseFacts>) => known<BaseFacts>({ reference: undefined, scratch: false, image: undefined, distribution: undefined, support: undefined, ...facts });
  const on = (id: Distribution["id"], version?: string) => base({ distribution: { id, version, codename: undefined } });
  const reference = parseImageReference("golang:1.25");
  it.each([
    ["the same release", base({ reference, distribution: { id: "debian", version: "13", codename: "trixie" } }), on("debian", "13"), ["confirmed", "golang:1.25, debian 13", "debian 13"]],
    ["Distroless, which calls itself Debian", on("distroless", "13"), on("debian", "13"), ["confirmed", "distroless 13", "debian 13"]],
    ["another release", on("debian", "12"), on("debian", "13"), ["contradicted", "debian 12", "debian 13"]],
    ["a release that the tag does not tell", on("alpine"), on("alpine", "3.22"), ["confirmed", "alpine", "alpine 3.22"]],
    ["another distribution", on("debian", "13"), on("alpine", "3.22"), ["contradicted", "debian 13", "alpine 3.22"]],
    ["scratch", base({ scratch: true }), base({ scratch: true }), ["confirmed", "scratch", "scratch"]],
    ["scratch with a whole system in it", base({ scratch: true }), on("debian", "13"), ["contradicted", "scratch", "debian 13"]],
    ["an image that nobody described", base({ reference }), on("debian", "13"), ["unseen", "golang:1.25", "debian 13"]],
    ["a distribution that has no name here", on("debian", "13"), on("other"), ["unseen", "debian 13", "other"]],
  ])("%s", (_, predicted, shown, wanted) => {
    expect(texts(compare("base", predicted, shown))).toEqual(wanted);
  });
});

describe("values that are compared by meaning", () => {
  const ports = (...of: readonly (readonly [number, "tcp" | "udp"])[]) => known(of.map(([port, protocol]) => ({ port, protocol, range: undefined })));
  const volumes = (...paths: readonly string[]) => known(paths.map((path) => ({ path, range: undefined })));
  it.each([
    ["shell", compare("shell", known(false), known(true)), ["contradicted", "none", "/bin/sh"]],
    ["no shell", compare("shell", known(false), known(false)), ["confirmed", "none", "none"]],
    ["package manager", compare("packageManager", known("apt"), known("apt")), ["confirmed", "apt", "apt"]],
    ["yum that is dnf", compare("packageManager", known("yum"), known("dnf")), ["confirmed", "yum", "dnf"]],
    ["a package manager that stayed", compare("packageManager", known("none"), known("apk")), ["contradicted", "none", "apk"]],
    ["ports in another order", compare("ports", ports([80, "tcp"], [53, "udp"]), ports([53, "udp"], [80, "tcp"])), ["confirmed", "80/tcp, 53/udp", "53/udp, 80/tcp"]],
    ["another protocol", compare("ports", ports([53, "udp"]), ports([53, "tcp"])), ["contradicted", "53/udp", "53/tcp"]],
    ["no port", compare("ports", ports(), ports()), ["confirmed", "none", "none"]],
    ["volumes", compare("volumes", volumes("/data/"), volumes("/data")), ["confirmed", "/data", "/data"]],
    ["a volume that was not predicted", compare("volumes", volumes(), volumes("/var/lib/x")), ["contradicted", "none", "/var/lib/x"]],
    ["working folder", compare("workdir", known("/app/"), known("/app")), ["confirmed", "/app/", "/app"]],
    ["another working folder", compare("workdir", known("/"), known("/app")), ["contradicted", "/", "/app"]],
    ["stop signal by number", compare("stopSignal", known("15"), known("SIGTERM")), ["confirmed", "15", "SIGTERM"]],
    ["stop signal in short", compare("stopSignal", known("quit"), known("SIGQUIT")), ["confirmed", "quit", "SIGQUIT"]],
    ["another stop signal", compare("stopSignal", known("SIGTERM"), known("SIGINT")), ["contradicted", "SIGTERM", "SIGINT"]],
    ["packages among others", compare("packages", known(["curl", "libc6:amd64"]), known(["bash", "curl", "libc6"])), ["confirmed", "curl, libc6:amd64", "3 in all"]],
    ["a package that is missing", compare("packages", known(["curl", "wget"]), known(["curl"])), ["contradicted", "curl, wget", "1 in all, without wget"]],
    ["no package on top", compare("packages", known([]), known(["bash"])), ["confirmed", "none installed", "1 in all"]],
  ])("%s", (_, confirmation, wanted) => {
    expect(texts(confirmation)).toEqual(wanted);
  });
});

describe("capabilities", () => {
  const names = (...of: readonly string[]) => known(of);
  const cases: readonly (readonly [string, Posture["capabilities"] | undefined, Posture["capabilities"] | undefined, Observed, readonly string[]])[] = [
    ["works with none", names(), undefined, { workedWith: [] }, ["confirmed", "none", "works with none"]],
    ["works with what was predicted", names("NET_BIND_SERVICE", "CHOWN"), undefined, { workedWith: ["CHOWN"] }, ["confirmed", "NET_BIND_SERVICE, CHOWN", "works with CHOWN"]],
    ["was tried with more", names(), undefined, { workedWith: ["KILL"] }, ["unseen", "none", "it was only tried with more: KILL"]],
    ["misses one", names(), undefined, { missed: ["CHOWN"] }, ["contradicted", "none", "needs CHOWN too"]],
    ["a program that asks for one", names(), names("NET_RAW"), { workedWith: [] }, ["contradicted", "none", "needs NET_RAW too"]],
    ["a program that asks for the one", names("NET_RAW"), names("NET_RAW"), {}, ["confirmed", "NET_RAW", "needs NET_RAW"]],
    ["nothing was seen", names(), undefined, {}, ["unseen", "none", "not told"]],
    ["nothing was predicted", undefined, undefined, { workedWith: [] }, ["unpredicted", "not told", "works with none"]],
  ];
  it.each(cases)("%s", (_, predicted, shown, observed, wanted) => {
    expect(texts(compare("capabilities", predicted, shown, observed))).toEqual(wanted);
  });
});

describe("writable paths", () => {
  const changes = (...paths: readonly string[]) => ({ changes: known(paths.map((path): Change => ({ path, kind: "added" }))) });
  const cases: readonly (readonly [string, readonly string[] | undefined, Observed, readonly string[]])[] = [
    ["cover what changed", ["/data", "/var/log/"], changes("/data", "/data/x", "/data/x/y", "/var", "/var/log", "/var/log/a"), ["confirmed", "/data, /var/log/", "/data/x/y, /var/log/a"]],
    ["miss something", ["/data"], changes("/data/x", "/app", "/app/cache", "/database"), ["contradicted", "/data", "/app/cache, /database too"]],
    ["nothing was written", ["/data"], changes("/tmp/x", "/tmp", "/dev/x"), ["unseen", "/data", "nothing was written outside of volumes while it was watched"]],
    ["nobody watched", ["/data"], {}, ["unseen", "/data", "no container was watched"]],
    ["it could not be watched", ["/data"], { changes: unknown("the engine has no diff") }, ["unseen", "/data", "the engine has no diff"]],
    ["nothing was predicted", undefined, changes("/x"), ["unpredicted", "not told", "/x"]],
    ["a folder that was made and stays empty", [], changes("/app/new"), ["contradicted", "none", "/app/new too"]],
  ];
  it.each(cases)("%s", (_, predicted, observed, wanted) => {
    expect(texts(compare("writablePaths", predicted && known(predicted), undefined, observed))).toEqual(wanted);
  });
});

it("prints nothing that a terminal or a table would take for something else", () => {
  const { shown } = compare("workdir", known("/"), known(`/\u001b[31m\n\u202e|${"x".repeat(500)}\u{1f600}`));
  expect(shown.startsWith("/\\u001b[31m\\u000a\\u202e|xxx")).toBe(true);
  expect(shown.length).toBeLessThan(230);
  const half = compare("workdir", known("/"), known(`/${"x".repeat(197)}\u{1f600}\u{1f600}`)).shown;
  expect(Buffer.from(half).toString()).toBe(half);
});

it("lists a thousand things in a line", () => {
  const many = Array.from({ length: 1000 }, (_, at) => `package-${at}`);
  expect(compare("packages", known(many), known([])).shown).toMatch(/^0 in all, without package-0, .* and 992 more$/);
});
