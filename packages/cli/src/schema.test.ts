import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "@bulwark/core/config";
import { baseNames } from "@bulwark/core/harden";
import { RULES } from "@bulwark/core/rules";
import { Ajv, type ValidateFunction } from "ajv";
import { parse } from "yaml";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { parseCommandLine } from "./command-line/parse.ts";
import { EXIT } from "./exit-code.ts";
import { exampleFiles } from "./testing/examples.ts";
import { put } from "./testing/project.ts";

const ROOT = join(import.meta.dirname, "../../..");
const RULE_IDS = RULES.map((rule) => rule.id);
const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, validateFormats: false });

function schema(name: string): ValidateFunction {
  return ajv.compile(JSON.parse(readFileSync(join(ROOT, "docs/schema", name), "utf8")));
}

/** What is wrong with a value, in words that name the place. */
function faults(validate: ValidateFunction, value: unknown): readonly string[] {
  return validate(value) ? [] : (validate.errors ?? []).slice(0, 10).map((error) => `${error.instancePath} ${error.message ?? ""} ${JSON.stringify(error.params)}`);
}

/** Runs a command as the command line does, and takes what it prints. */
async function output(name: string, ...args: readonly string[]): Promise<{ readonly code: number; readonly value: unknown }> {
  const { COMMANDS } = await import("./commands/table.ts");
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command === undefined) throw new Error(`there is no command ${name}`);
  const printed: string[] = [];
  const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => printed.push(String(text)) > 0);
  try {
    const code = await (await command.load()).run(parseCommandLine(command, [...args, "--format", "json"]));
    return { code, value: JSON.parse(printed.join("")) };
  } finally {
    write.mockRestore();
  }
}

const PROJECTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  python: { Dockerfile: "FROM python:3.13-slim\nWORKDIR /app\nCOPY app.py .\nEXPOSE 80\nVOLUME /data\nCMD python app.py\n", "app.py": "print(1)\n" },
  entrypoint: { Dockerfile: "FROM alpine:3.24\nRUN apk add su-exec\nCOPY run.sh /\nENTRYPOINT [\"/run.sh\"]\n", "run.sh": "#!/bin/sh\nchown -R 1000 /data\nexec su-exec 1000:1000 sleep 9\n" },
  postgres: { Dockerfile: "FROM postgres:17\nCOPY init.sql /docker-entrypoint-initdb.d/\n", "init.sql": "select 1;\n" },
  windows: { Dockerfile: "FROM mcr.microsoft.com/windows/nanoserver:ltsc2025\nCMD [\"app.exe\"]\n" },
  unknown: { Dockerfile: "FROM alpine:3.24\nRUNN true\n" },
  secrets: {
    Dockerfile: "FROM alpine:latest\n# bulwark ignore=no-secret-in-arg-or-env: made up\nENV API_TOKEN=abc\n# bulwark ignore=numeric-usr\nENV DB_PASSWORD=hunter2\n# hadolint ignore=DL3002\nUSER root\n",
    "bulwark.yaml": "ignore:\n  - rule: no-latest-tag\n    reason: for the test\n  - rule: no-sudo\n    reason: for the test\n    expires: 2020-01-01\n",
  },
  binary: { Dockerfile: "FROM alpine\u0000\n" },
  empty: {},
};

let folder = "";
/** Every case of every rule, beside the projects rather than among them: harden looks through the folder that it stands in. */
let cases = "";
const started = process.cwd();

beforeAll(() => {
  vi.stubGlobal("BULWARK_VERSION", "0.0.0");
  folder = mkdtempSync(join(tmpdir(), "bulwark-schema-"));
  for (const example of ["go-api", "go-api-alpine"]) put(join(folder, example), exampleFiles(example));
  cases = mkdtempSync(join(tmpdir(), "bulwark-cases-"));
  for (const rule of RULE_IDS) cpSync(join(ROOT, "packages/core/src/rules", rule, "cases"), join(cases, rule), { recursive: true });
  for (const [project, files] of Object.entries(PROJECTS)) {
    mkdirSync(join(folder, project));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, project, name), text);
  }
});

afterAll(() => {
  process.chdir(started);
  for (const made of [folder, cases]) rmSync(made, { recursive: true, force: true });
});

describe("check --format json", () => {
  const validate = schema("check.schema.json");

  it.each(["go-api", "go-api-alpine", "secrets", "unknown", "binary", "empty", "missing"])("follows its schema on %s", async (path) => {
    process.chdir(path === "secrets" ? join(folder, path) : folder);
    const { value } = await output("check", path === "secrets" ? "." : path);
    expect(faults(validate, value)).toEqual([]);
  });

  it("follows its schema on every rule's cases", async () => {
    process.chdir(cases);
    const { value } = await output("check");
    expect(faults(validate, value)).toEqual([]);
    const rules = new Set(JSON.stringify(value).match(/"rule":"[^"]+"/g));
    expect(rules.size).toBe(RULE_IDS.length);
  });

  it("is told apart from what is not in the schema", async () => {
    process.chdir(folder);
    const { value } = await output("check", "go-api");
    expect(faults(validate, { ...Object(value), extra: 1 })).not.toEqual([]);
    expect(faults(validate, { ...Object(value), schemaVersion: 2 })).not.toEqual([]);
  });
});

describe("harden --format json", () => {
  const validate = schema("harden.schema.json");
  const options = [[], ["--dry-run"], ["--base", "hardened"], ["--base", "alpine", "--user", "1001:1001"], []];

  it.each(["go-api", "go-api-alpine", "python", "entrypoint", "postgres", "windows", "unknown", "binary", "empty", "missing"])("follows its schema on %s", async (path) => {
    process.chdir(folder);
    for (const extra of options) {
      const { value } = await output("harden", path, ...extra);
      expect(faults(validate, value)).toEqual([]);
    }
  });

  it("says in the plan what it decided, and in a refusal why", async () => {
    process.chdir(folder);
    const plan = await output("harden", "go-api-alpine", "--dry-run");
    expect(plan).toMatchObject({ code: EXIT.clean, value: { ecosystem: "go", variants: [{ base: "distroless" }, { base: "alpine" }] } });
    const refusal = await output("harden", "postgres");
    expect(refusal).toMatchObject({ code: EXIT.unread, value: { variants: [], refusals: [{ answer: "refuse" }] } });
  });
});

describe("rules --format json", () => {
  it("follows its schema and lists every rule", async () => {
    const { value } = await output("rules");
    expect(faults(schema("rules.schema.json"), value)).toEqual([]);
    expect(value).toMatchObject({ rules: RULE_IDS.map((id) => ({ id })) });
  });
});

describe("bulwark.yaml", () => {
  const validate = schema("bulwark.schema.json");
  const read = (text: string): boolean => readConfig(text, RULE_IDS).faults.length === 0;

  it.each([
    "",
    "fail-on: medium\n",
    "exclude: vendor\n",
    "exclude: [vendor, '**/testdata/**', '!testdata/keep']\n",
    "ignore: []\nharden: {}\n",
    "harden:\n  volumes: /data\n  tmpfs: [/run, /var/cache/nginx]\n  executable-tmpfs: [/tmp]\n  files: []\n  capabilities: [NET_RAW, cap_sys_nice]\n",
    "harden:\n  ca-certificates: true\n  time-zones: false\n  privileged-ports: true\n  init: false\n  writable-root: true\n  memory: 1.5 GiB\n  pids: 64\n",
    "harden:\n  memory: 512\n",
    "ignore:\n  - rule: no-latest-tag\n    reason: the registry has no other tag\n    paths: tools/**\n    expires: 2027-01-31\nharden:\n  base: alpine\n  user: '1001:1001'\n",
    "prove: {}\n",
    "prove:\n  probes: []\n  gates: {}\n",
    "prove:\n  probes:\n    - http: /\n    - http: POST /echo?a=1\n      name: echo\n      port: 8080\n      request: { headers: { X-A: 1 }, body: '' }\n      status: 200\n      headers: { content-type: text/plain }\n      body: ''\n      contains: 1\n",
    "prove:\n  probes:\n    - tcp: 6379\n      send: 'PING'\n      expect: '+PONG'\n    - command: [/app, -n, 3]\n      exit: 2\n      contains: v1\n    - log: listening\n      name: says so\n",
    "prove:\n  environment: { A: b, B: 1, C: true, D: '' }\n  secrets: TOKEN\n  network: app_default\n  ready-within: 1m30s\n  stop-within: 10s\n  build-within: 10m\n  gates: { max-size: 14.5 MiB, min-grade: A, require: starts, no-regression: true }\n",
  ])("is right for both the schema and the reader: %j", (text) => {
    expect({ schema: faults(validate, parse(text) as unknown), reader: read(text) }).toEqual({ schema: [], reader: true });
  });

  it.each([
    "fail_on: high\n",
    "fail-on: severe\n",
    "fail-on:\n",
    "exclude:\n",
    "exclude: [1]\n",
    "exclude: { a: b }\n",
    "ignore: no-latest-tag\n",
    "ignore: { rule: no-latest-tag, reason: x }\n",
    "ignore:\n  - rule: no-latest-tag\n",
    "ignore:\n  - reason: why\n",
    "ignore:\n  - rule: No Latest Tag\n    reason: x\n",
    "ignore:\n  - rule: no-latest-tag\n    reason: x\n    until: 2027-01-31\n",
    "ignore:\n  - rule: no-latest-tag\n    reason: x\n    expires: next year\n",
    "ignore:\n  - rule: no-latest-tag\n    reason: [x]\n",
    "ignore:\n  - no-latest-tag\n",
    "harden: alpine\n",
    "harden:\n  bases: alpine\n",
    "harden:\n  volumes: data\n",
    "harden:\n  volumes: { data: /data }\n",
    "harden:\n  tmpfs: ['/a b']\n",
    "harden:\n  capabilities: [7]\n",
    "harden:\n  init: on demand\n",
    "harden:\n  memory: 5\n",
    "harden:\n  memory: 512 megs\n",
    "harden:\n  pids: 0\n",
    "harden:\n  pids: many\n",
    "harden:\n  base: [alpine]\n",
    "prove: []\n",
    "prove:\n  probs: []\n",
    "prove:\n  probes: /healthz\n",
    "prove:\n  probes: [/healthz]\n",
    "prove:\n  probes:\n    - name: x\n",
    "prove:\n  probes:\n    - http: healthz\n",
    "prove:\n  probes:\n    - http: GTE /\n",
    "prove:\n  probes:\n    - http: /\n      status: 99\n",
    "prove:\n  probes:\n    - http: /\n      port: 0\n",
    "prove:\n  probes:\n    - http: /\n      headers: { a b: c }\n",
    "prove:\n  probes:\n    - http: /\n      contains: ''\n",
    "prove:\n  probes:\n    - http: /\n      tcp: 80\n",
    "prove:\n  probes:\n    - tcp: 80\n      status: 200\n",
    "prove:\n  probes:\n    - command: /app --version\n",
    "prove:\n  probes:\n    - command: []\n",
    "prove:\n  environment: [A=b]\n",
    "prove:\n  environment: { 1A: b }\n",
    "prove:\n  environment: { A: }\n",
    "prove:\n  secrets: [A=b]\n",
    "prove:\n  network: host\n",
    "prove:\n  ready-within: 30\n",
    "prove:\n  build-within: ''\n",
    "prove:\n  gates: { max-size: 15 }\n",
    "prove:\n  gates: { max-size: 15M }\n",
    "prove:\n  gates: { min-grade: A+ }\n",
    "prove:\n  gates: { require: [non-rot] }\n",
    "prove:\n  gates: { no-regression: 'true' }\n",
    "- fail-on: high\n",
    "high\n",
  ])("is wrong for both the schema and the reader: %j", (text) => {
    expect({ schema: faults(validate, parse(text) as unknown).length > 0, reader: read(text) }).toEqual({ schema: true, reader: false });
  });

  it("knows every base, and no other", () => {
    for (const base of baseNames()) expect(faults(validate, { harden: { base } })).toEqual([]);
    expect(faults(validate, { harden: { base: "windows" } })).not.toEqual([]);
  });

  it("knows every rule's name as one", () => {
    for (const rule of RULE_IDS) expect(faults(validate, { ignore: [{ rule, reason: "x" }] })).toEqual([]);
  });
});
