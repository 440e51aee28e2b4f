import { execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkJson, hardenJson } from "./testing/json.ts";
import { contents, project, put, text } from "./testing/project.ts";
import { bulwark, on, program, TODAY } from "./testing/run.ts";

const GOOD = "FROM alpine:3.24\nRUN apk upgrade --no-cache\nUSER 65532:65532\nENTRYPOINT [\"/bin/true\"]\n";
const NOBODY = 65534;
const IS_ROOT = process.getuid?.() === 0;
/** Permissions bind everyone but root; as another account when root runs the tests. */
const ordinary = IS_ROOT ? { uid: NOBODY } : {};

interface Bad {
  readonly what: string;
  readonly make: (folder: string) => void;
  readonly says: RegExp;
}

const BAD: readonly Bad[] = [
  { what: "a binary file", make: (folder) => put(folder, { "bad.Dockerfile": "FROM alpine\n\0" }), says: /^bad\.Dockerfile:2:1 is a binary file; .+/ },
  { what: "a file of 100 MB", make: (folder) => (put(folder, { "bad.Dockerfile": "" }), truncateSync(join(folder, "bad.Dockerfile"), 100 * 2 ** 20)), says: /^bad\.Dockerfile has 100 MB, more than the 4 MB that are read; .+/ },
  { what: "invalid UTF-8", make: (folder) => put(folder, { "bad.Dockerfile": Buffer.from("FROM alpine\nRUN echo \xE9\n", "latin1") }), says: /^bad\.Dockerfile:2:10 is not valid UTF-8; save it as UTF-8/ },
  { what: "UTF-16", make: (folder) => put(folder, { "bad.Dockerfile": Buffer.from("FROM alpine\n", "utf16le") }), says: /^bad\.Dockerfile:1:\d+ is a binary file/ },
  { what: "a link to itself", make: (folder) => symlinkSync("bad.Dockerfile", join(folder, "bad.Dockerfile")), says: /^bad\.Dockerfile is a link that leads back to itself; remove the link/ },
  { what: "a link to nothing", make: (folder) => symlinkSync("gone", join(folder, "bad.Dockerfile")), says: /^bad\.Dockerfile does not exist/ },
  { what: "a link out of the project", make: (folder) => symlinkSync("/etc/passwd", join(folder, "bad.Dockerfile")), says: /^bad\.Dockerfile is a link that leads out of .+; name the file that it leads to/ },
  { what: "a named pipe", make: (folder) => execFileSync("sh", ["-c", 'mkfifo "$0"', join(folder, "bad.Dockerfile")]), says: /^bad\.Dockerfile is not a file; .+/ },
  { what: "a link to a device", make: (folder) => symlinkSync("/dev/zero", join(folder, "bad.Dockerfile")), says: /^bad\.Dockerfile is a link that leads out/ },
  { what: "an empty file", make: (folder) => put(folder, { "bad.Dockerfile": "" }), says: /^bad\.Dockerfile has no instructions; a Dockerfile begins with FROM/ },
  { what: "comments alone", make: (folder) => put(folder, { "bad.Dockerfile": "# a\n\n# b\n" }), says: /^bad\.Dockerfile has no instructions/ },
];

/** The errors of the terminal view, unfolded. */
function errorsOf(stdout: string): readonly string[] {
  return stdout.split(/^error /m).slice(1).map((part) => (part.split(/\n(?=\d+ |No findings|$)/)[0] ?? part).replaceAll("\n", " ").trim());
}

describe("a file that cannot be read", () => {
  it.each(BAD)("$what: one error that says what to do; 3; the file beside it is judged", async ({ make, says }) => {
    const folder = project({ "good.Dockerfile": GOOD });
    make(folder);
    for (const args of [["."], ["bad.Dockerfile", "good.Dockerfile"]]) {
      const ran = await bulwark(["check", ...args, "--today", TODAY], { cwd: folder, env: { COLUMNS: "120" } });
      expect({ code: ran.code, stderr: ran.stderr }).toEqual({ code: 3, stderr: "" });
      const errors = errorsOf(ran.stdout);
      expect(errors).toHaveLength(1);
      expect(errors[0]).toMatch(says);
      expect(ran.stdout).toMatch(/^good\.Dockerfile {2}grade A/m);
    }
    const hardened = await on(folder, "harden", "bad.Dockerfile");
    expect(hardened.code).toBe(3);
    expect(readdirSync(folder).sort()).toEqual(["bad.Dockerfile", "good.Dockerfile"]);
  });

  it("may not be read by who runs it", async () => {
    const folder = project({ "good.Dockerfile": GOOD, "bad.Dockerfile": GOOD });
    chmodSync(join(folder, "bad.Dockerfile"), 0);
    const { code, stdout } = await bulwark(["check", "--today", TODAY], { cwd: folder, ...ordinary });
    expect(code).toBe(3);
    expect(stdout).toMatch(/error bad\.Dockerfile may not be read; give read permission/);
    expect(stdout).toMatch(/^good\.Dockerfile {2}grade A/m);
  });

  it("is a device", async () => {
    for (const device of ["/dev/null", "/dev/zero"]) {
      const { code, stdout } = await on(project(), "check", device);
      expect(code).toBe(3);
      expect(stdout).toContain(`${device} is not a file`);
    }
  });

  it("is standard input, too large or binary", async () => {
    const large = await bulwark(["check", "-"], { cwd: project(), input: "#".repeat(5 * 2 ** 20) });
    expect(large.code).toBe(3);
    expect(large.stdout).toMatch(/error Dockerfile standard input is larger/);
    const binary = await bulwark(["check", "-"], { cwd: project(), input: "FROM a\n\0" });
    expect(binary.code).toBe(3);
    expect(binary.stdout).toMatch(/error Dockerfile:2:1 is a binary file/);
  });
});

describe("a folder", () => {
  it("that may not be listed is said, and the rest is judged", async () => {
    const folder = project({ "good.Dockerfile": GOOD, "closed/Dockerfile": GOOD });
    chmodSync(join(folder, "closed"), 0);
    const { code, stdout } = await bulwark(["check", "--today", TODAY], { cwd: folder, ...ordinary });
    chmodSync(join(folder, "closed"), 0o755);
    expect(code).toBe(3);
    expect(stdout).toMatch(/error closed may not be listed \(EACCES\); give read permission/);
    expect(stdout).toMatch(/^good\.Dockerfile {2}grade A/m);
  });

  it("that may not be listed is no error where bulwark.yaml leaves it out", async () => {
    const folder = project({ "good.Dockerfile": GOOD, "closed/Dockerfile": GOOD, "bulwark.yaml": "exclude: [closed]\n" });
    chmodSync(join(folder, "closed"), 0);
    const { code } = await bulwark(["check", "--today", TODAY], { cwd: folder, ...ordinary });
    chmodSync(join(folder, "closed"), 0o755);
    expect(code).toBe(0);
  });

  it("that is linked into itself is gone through once, also as a build context", async () => {
    const folder = project({ "a/Dockerfile": GOOD.replace("USER", "COPY . /srv\nUSER"), "a/.dockerignore": "*\n" });
    symlinkSync("..", join(folder, "a/up"));
    symlinkSync(".", join(folder, "a/here"));
    const { code, json } = await checkJson(folder);
    expect(code).toBe(0);
    expect(json.files.map((file) => file.path)).toEqual(["a/Dockerfile"]);
  });

  it("that lies outside is not gone through, however it is linked", async () => {
    const outside = project({ Dockerfile: "FROM alpine\nUSER root\n" });
    const folder = project({ Dockerfile: GOOD });
    symlinkSync(outside, join(folder, "outside"));
    const { json } = await checkJson(folder);
    expect(json.files.map((file) => file.path)).toEqual(["Dockerfile"]);
  });

  it("that is called Dockerfile is a folder", async () => {
    const folder = project({ "Dockerfile/Dockerfile": GOOD });
    const { code, json } = await checkJson(folder);
    expect(code).toBe(0);
    expect(json.files.map((file) => file.path)).toEqual(["Dockerfile/Dockerfile"]);
    expect((await hardenJson(folder)).json.context?.folder).toBe("Dockerfile");
  });

  it("that is nested without end is said", async () => {
    const folder = project({ [`${"d/".repeat(70)}Dockerfile`]: GOOD, Dockerfile: GOOD });
    const { code, json } = await checkJson(folder);
    expect(code).toBe(3);
    expect(json.errors[0]?.message).toMatch(/nested more than 64 folders deep/);
    expect(json.files.map((file) => file.path)).toEqual(["Dockerfile"]);
  });

  it("with more files than a build context has is said: 3, and nothing is written", async () => {
    const folder = project({ Dockerfile: "FROM alpine:3.24\nCOPY . /srv\nUSER 1:1\n" });
    for (let part = 0; part < 200; part++) {
      mkdirSync(join(folder, `data/${part}`), { recursive: true });
      for (let file = 0; file <= 1_000; file++) writeFileSync(join(folder, `data/${part}/${file}`), "");
    }
    const { code, json } = await checkJson(folder);
    expect(code).toBe(3);
    expect(json.errors).toMatchObject([{ path: ".", message: expect.stringMatching(/more files than a build context that is looked through \(200,000\)/), remedy: expect.stringContaining("--context") }]);
    expect(json.files.map((file) => file.path)).toEqual(["Dockerfile"]);
    const hardened = await on(folder, "harden");
    expect(hardened.code).toBe(3);
    expect(hardened.stdout).toMatch(/200,000/);
    expect(readdirSync(folder).sort()).toEqual(["Dockerfile", "data"]);
    mkdirSync(join(folder, "src"));
    const named = await on(folder, "harden", "--context", "src", "--dry-run");
    expect(named.stdout).toContain("build context src: as --context says");
    expect(named.code).toBe(0);
  }, 120_000);
});

describe("names", () => {
  const NAMES = ["with space.Dockerfile", "größe日本.Dockerfile", "-dash.Dockerfile", "quote'\"$(id)`.Dockerfile", "#%&.Dockerfile"];
  it.each(NAMES)("%s is judged, hardened and shown so that it can be pasted", async (name) => {
    const folder = project({ [name]: "FROM alpine:3.24\nUSER root\nENTRYPOINT [\"/bin/true\"]\n" });
    const { code, json } = await checkJson(folder, ".");
    expect(code).toBe(1);
    expect(json.files[0]?.path).toBe(name);
    const next = json.next[0] ?? "";
    const word = execFileSync("bash", ["-c", `set -- ${next.slice("bulwark harden ".length)}; printf %s "$1"`], { encoding: "utf8" });
    expect(join(folder, word)).toBe(join(folder, name));
    const hardened = await on(folder, "harden", `./${name}`);
    expect(hardened.code).toBe(0);
    expect(existsSync(join(folder, name.replace(".Dockerfile", ".hardened.Dockerfile")))).toBe(true);
  });

  it("with control characters cannot write on the screen, nor be written into files", async () => {
    const name = "new\nline\u001B[31m\u202E.Dockerfile";
    const folder = project({ [name]: "FROM alpine:3.24\nUSER root\nRUN printf '\u001B]0;title\u0007'\n" });
    for (const args of [["check"], ["check", "-q"], ["harden", name]]) {
      const { stdout, stderr } = await on(folder, ...args);
      expect([...(stdout + stderr)].filter((character) => character !== "\n" && (character < " " || character === "\u007F" || character === "\u202E"))).toEqual([]);
    }
    expect((await on(folder, "harden", name)).code).toBe(3);
    expect(readdirSync(folder)).toEqual([name]);
  });
});

describe("a text that is unusual but right", () => {
  it("has a byte order mark: it is kept", async () => {
    const folder = project({ Dockerfile: "\uFEFFFROM alpine:3.24\nUSER root\nENTRYPOINT [\"/bin/true\"]\n" });
    const { code, json } = await checkJson(folder);
    expect(code).toBe(1);
    expect(json.files[0]?.findings.some((finding) => finding.rule === "no-root-user" && finding.start.line === 2)).toBe(true);
    expect((await on(folder, "harden", "--in-place")).code).toBe(0);
    expect(text(folder, "Dockerfile").startsWith("\uFEFFFROM alpine:3.24\n")).toBe(true);
  });

  it("has no line end at its end", async () => {
    const folder = project({ Dockerfile: "FROM alpine:3.24\nENTRYPOINT [\"/bin/true\"]" });
    expect((await on(folder, "harden")).code).toBe(0);
    expect((await on(folder, "harden")).stdout).not.toMatch(/^(created|updated)/m);
  });
});

describe("what is written", () => {
  const ORIGINAL = { Dockerfile: "FROM alpine:3.24\nENTRYPOINT [\"/bin/true\"]\n" };

  it("is nothing in a folder that may not be written", async () => {
    const folder = project(ORIGINAL);
    chmodSync(folder, 0o555);
    const { code, stdout } = await bulwark(["harden", "--today", TODAY], { cwd: folder, ...ordinary });
    chmodSync(folder, 0o755);
    expect(code).toBe(3);
    expect(stdout).toMatch(/nothing was written: .*(EACCES|EPERM|EROFS)/s);
    expect(contents(folder)).toEqual(ORIGINAL);
  });

  it.each([
    ["of someone else", "Dockerfile.hardened", "FROM mine\n"],
    ["of someone else's Compose file", "compose.hardened.yaml", "services: {}\n"],
    ["that is a folder", "HARDENING.md/notes.txt", ""],
  ])("is nothing beside a file %s, until --force", async (_, path, content) => {
    const folder = project({ ...ORIGINAL, [path]: content });
    const before = contents(folder);
    for (const args of [[], ["--dry-run"], ["--format", "json"]]) {
      const { code, stdout } = await on(folder, "harden", ...args);
      expect(code).toBe(3);
      expect(stdout.replaceAll(/\s+/g, " ")).toMatch(/is not ours, so nothing is written/);
      expect(contents(folder)).toEqual(before);
    }
    const forced = await on(folder, "harden", "--force");
    if (path.includes("/")) {
      expect(forced.code).toBe(3);
      expect(contents(folder), "all or nothing").toEqual(before);
    } else {
      expect(forced.code).toBe(0);
      expect(text(folder, path)).toMatch(/Made by bulwark harden/);
    }
  });

  it("replaces no link, and nothing that a link leads to", async () => {
    const target = project({ "theirs.txt": "precious\n" });
    const folder = project(ORIGINAL);
    symlinkSync(join(target, "theirs.txt"), join(folder, "HARDENING.md"));
    const { code } = await on(folder, "harden");
    expect(code).toBe(3);
    expect(contents(target)).toEqual({ "theirs.txt": "precious\n" });
    expect(Object.keys(contents(folder)).sort()).toEqual(["Dockerfile", "HARDENING.md"]);
  });

  it("keeps what was edited by hand, until --force", async () => {
    const folder = project(ORIGINAL);
    expect((await on(folder, "harden")).code).toBe(0);
    put(folder, { "Dockerfile.hardened": `${text(folder, "Dockerfile.hardened")}# mine\n`, Dockerfile: `${ORIGINAL.Dockerfile}EXPOSE 8080\n` });
    const before = contents(folder);
    const kept = await hardenJson(folder);
    expect(kept.code).toBe(3);
    expect(kept.json.errors.map((error) => error.path)).toEqual(["Dockerfile.hardened"]);
    expect(kept.json.errors[0]?.remedy).toMatch(/--force/);
    expect(contents(folder)).toEqual(before);
    expect((await on(folder, "harden", "--force")).code).toBe(0);
    expect(text(folder, "Dockerfile.hardened")).not.toContain("# mine");
    expect(text(folder, "Dockerfile.hardened")).toContain("EXPOSE 8080");
  });

  it("leaves an ignore file alone that was edited where we wrote, that is a link, or that is no text", async () => {
    const edited = project(ORIGINAL);
    await on(edited, "harden");
    put(edited, { ".dockerignore": text(edited, ".dockerignore").replace(".git", ".git\nmine") });
    const before = text(edited, ".dockerignore");
    expect((await on(edited, "harden")).code).toBe(0);
    expect(text(edited, ".dockerignore")).toBe(before);

    const linked = project({ ...ORIGINAL, ".gitignore": "dist\n" });
    symlinkSync(".gitignore", join(linked, ".dockerignore"));
    expect((await on(linked, "harden")).code).toBe(0);
    expect(contents(linked)[".dockerignore"]).toBe("-> .gitignore");
    expect(text(linked, ".gitignore")).toBe("dist\n");

    const binary = project({ ...ORIGINAL, ".dockerignore": Buffer.from([0xff, 0xfe, 0x0a]) });
    const refused = await hardenJson(binary);
    expect(refused.code).toBe(3);
    expect(refused.json.errors).toMatchObject([{ path: ".dockerignore", line: 1, message: "is not valid UTF-8" }]);
    expect(Object.keys(contents(binary))).toEqual([".dockerignore", "Dockerfile"]);
  });

  it("is whole or not at all, whenever the process is killed", async () => {
    for (const after of [60, 90, 110, 120, 130, 140, 150, 170, 200]) {
      const folder = project(ORIGINAL);
      const child = spawn(process.execPath, [program(), "harden", "--today", TODAY], { cwd: folder, stdio: "ignore" });
      const ended = new Promise((resolve) => child.on("exit", resolve));
      setTimeout(() => child.kill("SIGKILL"), after);
      await ended;
      for (const [path, content] of Object.entries(contents(folder))) {
        if (path === "Dockerfile" || path.startsWith(".bulwark-")) continue;
        expect(content, path).toMatch(path === ".dockerignore" ? /# End of what bulwark harden added\n$/ : /bulwark:sealed sha256:[0-9a-f]{64}/);
      }
      expect((await on(folder, "harden")).code, "the next run mends it").toBe(0);
    }
  });
});

describe("a reader that goes away", () => {
  it("changes neither the exit code nor anything else", async () => {
    const folder = project({ Dockerfile: `FROM alpine:3.24\nUSER root\n${"RUN curl -k https://example.com\n".repeat(3_000)}` });
    const ended = await new Promise<{ code: number | null; stderr: string }>((resolve) => {
      const child = spawn(process.execPath, [program(), "check", "--today", TODAY], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
      let stderr = "";
      child.stderr.on("data", (chunk) => (stderr += String(chunk)));
      child.stdout.once("data", () => child.stdout.destroy());
      child.on("close", (code) => resolve({ code, stderr }));
    });
    expect(ended).toEqual({ code: 1, stderr: "" });
  });

  it("is said when it is a full disk", async () => {
    if (!existsSync("/dev/full")) return;
    const folder = project({ Dockerfile: GOOD });
    const { status, stderr } = await new Promise<{ status: number | null; stderr: string }>((resolve) => {
      const child = spawn("bash", ["-c", 'exec "$0" "$1" check > /dev/full', process.execPath, program()], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
      let said = "";
      child.stderr.on("data", (chunk) => (said += String(chunk)));
      child.on("close", (code) => resolve({ status: code, stderr: said }));
    });
    expect(status).toBe(3);
    expect(stderr).toMatch(/could not be written \(ENOSPC\)/);
  });
});

it("needs no home, no temporary folder and no writable place to judge", async () => {
  const folder = project({ Dockerfile: GOOD });
  const nowhere = mkdtempSync(join(tmpdir(), "bulwark-test-"));
  rmSync(nowhere, { recursive: true });
  const { code } = await bulwark(["check", "--today", TODAY], { cwd: folder, env: { HOME: nowhere, TMPDIR: nowhere }, ...ordinary });
  expect(code).toBe(0);
});
