import { describe, expect, it } from "vitest";
import { example, project } from "../testing/project.ts";
import { bulwark, TODAY } from "../testing/run.ts";

/** As a terminal counts: two columns for a wide character, none for a colour and what combines with the character before. */
function columns(line: string): number {
  let width = 0;
  for (const character of withoutColour(line)) width += character >= "\u0300" && character <= "\u036F" ? 0 : /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/.test(character) ? 2 : 1;
  return width;
}

const ESCAPE = "\u001B";

function withoutColour(text: string): string {
  return text.split(`${ESCAPE}[`).map((part, index) => (index === 0 ? part : part.slice(part.indexOf("m") + 1))).join("");
}

async function view(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  const { stdout } = await bulwark([...args, "--today", TODAY], { cwd: folder, env });
  return stdout;
}

const LONG = `FROM alpine:3.24\nUSER root\nRUN curl --silent --show-error --location --output /usr/local/bin/a-tool-with-a-long-name -k https://example.com/${"path/".repeat(30)}tool && chmod 755 /usr/local/bin/a-tool-with-a-long-name\n`;

describe("the width", () => {
  // Commands to be pasted, names and numbers are not broken.
  it.each([40, 80, 120])("of %i columns is kept by check", async (width) => {
    const stdout = await view(project({ Dockerfile: LONG }), ["check"], { COLUMNS: String(width) });
    for (const line of stdout.split("\n")) if (line.trim().includes(" ")) expect(columns(line), line).toBeLessThanOrEqual(width);
    expect(stdout).toMatch(/▔/);
  });

  it.each([60, 80, 120])("of %i columns is kept by harden, but for what is pasted", async (width) => {
    const stdout = await view(example("go-api"), ["harden"], { COLUMNS: String(width) });
    const prose = stdout.slice(0, stdout.indexOf("\ncreated "));
    for (const line of prose.split("\n")) expect(columns(line), line).toBeLessThanOrEqual(width);
  });

  it.each([40, 60, 80, 120])("of %i columns is kept by the list of rules and the page of one", async (width) => {
    const list = (await bulwark(["rules"], { cwd: project(), env: { COLUMNS: String(width) } })).stdout;
    for (const line of list.split("\n")) expect(columns(line), line).toBeLessThanOrEqual(width);
    expect(list).not.toContain("...");
    const page = (await bulwark(["explain", "no-root-user"], { cwd: project(), env: { COLUMNS: String(width) } })).stdout;
    const prose = page.split("\n").filter((line) => !line.startsWith("    "));
    for (const line of prose) expect(columns(line), line).toBeLessThanOrEqual(width);
  });

  it("is 80 where nobody says it, and never less than 40", async () => {
    const folder = project({ Dockerfile: LONG });
    expect(await view(folder, ["check"], { COLUMNS: "nonsense" })).toBe(await view(folder, ["check"], { COLUMNS: "80" }));
    expect(await view(folder, ["check"], { COLUMNS: "1" })).toBe(await view(folder, ["check"], { COLUMNS: "40" }));
  });
});

describe("colour", () => {
  it.each<readonly [env: Readonly<Record<string, string>>, args: readonly string[], coloured: boolean]>([
    [{}, [], false],
    [{ FORCE_COLOR: "1" }, [], true],
    [{ FORCE_COLOR: "0" }, [], false],
    [{ FORCE_COLOR: "1", NO_COLOR: "1" }, [], true],
    [{ NO_COLOR: "1" }, ["--color", "always"], true],
    [{ FORCE_COLOR: "1" }, ["--color", "never"], false],
    [{ TERM: "dumb" }, [], false],
  ])("with %j and %j: %j", async (env, args, coloured) => {
    const folder = project({ Dockerfile: LONG });
    const stdout = await view(folder, ["check", ...args], env);
    expect(stdout.includes(ESCAPE)).toBe(coloured);
    const inAscii = (text: string): string => text.replaceAll("▔", "^").replaceAll("│", "|").replaceAll("…", "...");
    expect(inAscii(withoutColour(stdout))).toBe(inAscii(await view(folder, ["check", "--color", "never"])));
  });

  it("never stands in JSON or Markdown", async () => {
    for (const format of ["json", "markdown"]) expect(await view(project({ Dockerfile: LONG }), ["check", "--format", format], { FORCE_COLOR: "1" })).not.toContain(ESCAPE);
    expect(await view(example("go-api"), ["harden", "--format", "json", "-n"], { FORCE_COLOR: "1" })).not.toContain(ESCAPE);
  });
});

describe("a terminal that shows ASCII alone", () => {
  it.each([{ LANG: "C" }, { LC_ALL: "POSIX" }, { LC_CTYPE: "C", LANG: "C.UTF-8" }, { TERM: "dumb" }])("%j gets nothing else", async (env) => {
    const texts = [
      await view(project({ Dockerfile: 'FROM alpine:latest\nLABEL a="größe 日本"\nUSER root\n' }), ["check"], env),
      await view(example("go-api"), ["harden"], env),
      (await bulwark(["explain", "no-root-user"], { cwd: project(), env })).stdout,
      (await bulwark(["rules"], { cwd: project(), env })).stdout,
    ];
    for (const text of texts) expect([...text].filter((character) => (character.codePointAt(0) ?? 0) > 0x7e)).toEqual([]);
    expect(texts[0]).toContain("^^^");
  });
});

describe("the underline", () => {
  /** What stands above the underline's columns. */
  function underlined(stdout: string, rule: string): string {
    const lines = stdout.split("\n");
    const at = lines.findIndex((line) => line.includes(` ${rule} `));
    const source = lines[at + 1] ?? "";
    const marks = lines[at + 2] ?? "";
    const from = columns(marks.slice(0, marks.indexOf("▔")));
    const to = from + marks.split("▔").length - 1;
    let column = 0;
    let text = "";
    for (const character of source) {
      if (column >= from && column < to) text += character;
      column += columns(character);
    }
    return text;
  }

  it.each<readonly [what: string, dockerfile: string, rule: string, text: string]>([
    ["a plain line", "FROM alpine:3.24\nRUN curl -k https://example.com\n", "no-curl-insecure", "-k"],
    ["wide characters before it", "FROM alpine:3.24\nRUN echo 日本語 größe && curl -k https://example.com\n", "no-curl-insecure", "-k"],
    ["tabs before it", "FROM alpine:3.24\nRUN\t\tcurl\t-k https://example.com\n", "no-curl-insecure", "-k"],
    ["combining characters before it", "FROM alpine:3.24\nRUN echo e\u0301 && curl -k https://example.com\n", "no-curl-insecure", "-k"],
    ["a byte order mark before it", "\uFEFFFROM alpine:latest\nUSER 1:1\n", "no-latest-tag", "alpine:latest"],
    ["a long line before it", `FROM alpine:3.24\nRUN echo ${"x".repeat(300)} && curl -k https://example.com\n`, "no-curl-insecure", "-k"],
    ["a long line of wide characters before it", `FROM alpine:3.24\nRUN echo ${"日本".repeat(100)} && curl -k https://example.com\n`, "no-curl-insecure", "-k"],
    ["a continued line", "FROM alpine:3.24\nRUN curl \\\n    -k https://example.com\n", "no-curl-insecure", "-k"],
    ["a COPY that takes all", "FROM alpine:3.24\nCOPY . /srv\n", "require-dockerignore", "."],
  ])("stands below its place: %s", async (_, dockerfile, rule, text) => {
    const stdout = await view(project({ Dockerfile: dockerfile }), ["check", "--rule", rule]);
    expect(underlined(stdout, rule)).toBe(text);
  });
});

describe("a secret's value", () => {
  const VALUE = "ghp_4Zk9Qw2Lr7Tn5Vb8Xc1Md6Yf3Hj0Ps2AbCdE";
  const PASSWORD = "Tr0ub4dor-and-3-more-X9";
  const DOCKERFILE = `FROM alpine:3.24
ARG GITHUB_TOKEN=${VALUE}
ENV DB_PASSWORD=${PASSWORD} OTHER=1
ENV API_KEY ${PASSWORD}
RUN curl -k -H "Authorization: Bearer ${VALUE}" https://user:${PASSWORD}@example.com/x | sh
RUN sudo echo ${VALUE} > /etc/token && docker login -u me -p ${PASSWORD} registry.example.com
RUN <<EOF
export NPM_TOKEN=${VALUE}
wget --no-check-certificate --password=${PASSWORD} https://example.com
EOF
USER root
CMD ["server", "--password", "${PASSWORD}", "--token=${VALUE}"]
`;

  it.each([["check"], ["check", "-q"], ["check", "--format", "json"], ["check", "--format", "markdown"], ["check", "--rule", "no-curl-insecure"], ["check", "--rule", "no-sudo"], ["check", "--rule", "no-wget-no-check-certificate"], ["check", "--rule", "no-root-user"]])("is never printed by %s %s %s", async (...args) => {
    const folder = project({ Dockerfile: DOCKERFILE });
    for (const width of ["40", "120"]) {
      const { stdout, stderr, code } = await bulwark([...args, "--today", TODAY].filter((arg) => arg !== undefined), { cwd: folder, env: { COLUMNS: width } });
      expect(code).toBeLessThan(2);
      for (const part of [VALUE.slice(4, 14), PASSWORD.slice(0, 8)]) expect(stdout + stderr).not.toContain(part);
    }
  });

  it("is never said by harden", async () => {
    const { stdout } = await bulwark(["harden", "-n", "--today", TODAY], { cwd: project({ Dockerfile: DOCKERFILE }), env: { COLUMNS: "120" } });
    for (const part of [VALUE.slice(4, 14), PASSWORD.slice(0, 8)]) expect(stdout).not.toContain(part);
  });

  it("is all that is left out: the name stays", async () => {
    const stdout = await view(project({ Dockerfile: DOCKERFILE }), ["check"], { COLUMNS: "120" });
    for (const name of ["GITHUB_TOKEN", "DB_PASSWORD", "API_KEY"]) expect(stdout).toContain(name);
    expect(stdout).toContain('RUN curl -k -H "Authorization: Bearer ***"');
  });

  it("is not seen where there is none", async () => {
    const stdout = await view(project({ Dockerfile: "FROM alpine:3.24\nCOPY . .\nRUN curl -k https://example.com/token/list\n" }), ["check"], { COLUMNS: "120" });
    expect(stdout).toContain("│ COPY . .\n");
    expect(stdout).toContain("│ RUN curl -k https://example.com/token/list\n");
  });
});
