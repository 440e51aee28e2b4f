import type { Answer, Comparison } from "../../prove/answer.ts";
import type { Cause } from "../../prove/cause.ts";
import type { Confirmation } from "../../prove/confirmation.ts";
import type { Probe } from "../../prove/probe.ts";
import type { BuildResult, Candidate, Check, EngineFacts, Proof, ProvedVariant } from "../../prove/proof.ts";
import type { Trial } from "../../prove/trial.ts";
import { known } from "../../source/fact.ts";
import { ALPINE_IMAGE, DISTROLESS_IMAGE, GOLANG_IMAGE } from "./images.ts";
import { GO_API, planFor, variantFor, written } from "./project.ts";
import { alike, discovered, exitedTrial, goodTrial, hardenedSettings, HARDENED_PROCESS, http, originalSettings, ROOT_PROCESS } from "./trials.ts";

const PLAN = planFor(GO_API);
const ORIGINAL = written("Dockerfile", GO_API["Dockerfile"] ?? "");
const DISTROLESS = written("Dockerfile.distroless", variantFor(PLAN, "distroless").text);
const ALPINE = written("Dockerfile.alpine", variantFor(PLAN, "alpine").text);
const ENGINE: EngineFacts = { name: "docker", version: "26.1.5", builder: "buildkit v0.12.5", chosen: "docker is the first that answers", rootless: false, platform: "linux/amd64" };
const HEALTHZ = discovered("GET", "/healthz", 8080, "asks http://localhost:8080/healthz", { path: "Dockerfile", line: 12 });
const HOME = discovered("GET", "/", 8080, "is asked of every port that speaks HTTP");
const HEALTH: Probe = { kind: "health", name: "health check", origin: "discovered", evidence: { observation: "is a health check", path: "Dockerfile", line: 12 } };
const HEALTHY: Answer = { kind: "health", status: "healthy", output: "" };
const OK = http(200, "ok\n");
const PAGE = http(200, "<!doctype html>\n<title>Guest book</title>\n<h1>Guest book</h1>\n<ul></ul>\n", { "content-type": "text/html; charset=utf-8" });
const PROBES: readonly Probe[] = [HEALTHZ, HOME, HEALTH];
const ALIKE: readonly Comparison[] = [alike(HEALTHZ.name, OK, ["header date"]), alike(HOME.name, PAGE, ["header date"]), alike(HEALTH.name, HEALTHY)];
const TWICE: Trial["answers"] = { [HEALTHZ.name]: [OK, OK], [HOME.name]: [PAGE, PAGE], [HEALTH.name]: [HEALTHY, HEALTHY] };
const ONCE: Trial["answers"] = { [HEALTHZ.name]: [OK], [HOME.name]: [PAGE], [HEALTH.name]: [HEALTHY] };

function built(path: string, tag: string, seconds: number): BuildResult {
  return { outcome: "built", seconds, command: ["build", "--file", path, "--tag", `bulwark-4f7a21c9:${tag}`, "."], log: "", error: "" };
}

function confirmations(user: string): readonly Confirmation[] {
  const confirmed: readonly (readonly [Confirmation["fact"], string])[] = [
    ["user", user],
    ["entrypoint", "/app/main"],
    ["healthcheck", "/healthcheck http://127.0.0.1:8080/healthz"],
    ["shell", "none"],
    ["packageManager", "none"],
    ["libc", "none"],
    ["base", "gcr.io/distroless/static-debian13:nonroot"],
    ["ports", "8080/tcp"],
    ["volumes", "none"],
    ["workdir", "/app"],
    ["stopSignal", "SIGTERM"],
    ["packages", "none installed"],
    ["capabilities", "none"],
  ];
  return [...confirmed.map(([fact, value]): Confirmation => ({ fact, result: "confirmed", predicted: value, shown: value })), { fact: "writablePaths", result: "unseen", predicted: "/app/data", shown: "nothing was written while it was watched" }];
}

const ORIGINAL_FACTS: readonly Confirmation[] = confirmations("root").map((item): Confirmation => {
  const known: Readonly<Partial<Record<Confirmation["fact"], string>>> = { entrypoint: "./main", healthcheck: "curl -f http://localhost:8080/healthz || exit 1", shell: "/bin/sh", packageManager: "apt", libc: "glibc", base: "golang:1.26" };
  const value = known[item.fact];
  if (item.fact === "writablePaths") return { ...item, result: "confirmed", shown: "/app/data" };
  return value === undefined ? item : { ...item, predicted: value, shown: value };
});

const MET: readonly Check[] = [
  { id: "builds", met: true, required: true, detail: "in 9.6 s" },
  { id: "starts", met: true, required: true, detail: "ready after 0.2 s" },
  { id: "answers", met: true, required: true, detail: "3 of 3 answers alike" },
  { id: "healthy", met: true, required: false, detail: "healthy" },
  { id: "non-root", met: true, required: true, detail: "uid 65532" },
  { id: "read-only", met: true, required: true, detail: "writes to the root are refused" },
  { id: "no-capabilities", met: true, required: false, detail: "none effective" },
  { id: "no-new-privileges", met: true, required: false, detail: "set" },
  { id: "stops", met: true, required: true, detail: "exit code 0, 38 ms after SIGTERM, as the original" },
];

/** The checks of a good run, some of them otherwise. */
function checks(...other: readonly Check[]): readonly Check[] {
  return [...MET.map((check) => other.find((item) => item.id === check.id) ?? check), ...other.filter((item) => MET.every((check) => check.id !== item.id))];
}

function original(): Candidate {
  return {
    name: "original",
    ...ORIGINAL,
    build: built("Dockerfile", "original", 21.4),
    image: GOLANG_IMAGE,
    trial: goodTrial({
      settings: originalSettings(),
      process: ROOT_PROCESS,
      answers: TWICE,
      changes: known([{ path: "/app/data", kind: "added" }, { path: "/app/data/visits.jsonl", kind: "added" }]),
      start: { outcome: "running", error: "", exitCode: undefined, outOfMemory: false, readyMilliseconds: 231 },
      stop: { milliseconds: 41, exitCode: 0, killed: false, grace: 10 },
    }),
    confirmations: ORIGINAL_FACTS,
    upkeep: "golang:1.26 is refreshed by the Docker community; Go 1.26 is supported until 2027-02",
    debugging: "a shell in it: docker exec -it NAME bash",
  };
}

function distroless(): ProvedVariant {
  return {
    name: "distroless",
    base: "distroless",
    ...DISTROLESS,
    build: built("Dockerfile.distroless", "distroless", 9.6),
    image: DISTROLESS_IMAGE,
    trial: goodTrial({ settings: hardenedSettings(PLAN, "distroless"), process: HARDENED_PROCESS, answers: ONCE }),
    upkeep: "static-debian13 is refreshed by Google as Debian 13 is, which is supported until 2028-08",
    debugging: "no shell in it: docker debug NAME, or kubectl debug --image=busybox",
    comparisons: ALIKE,
    confirmations: confirmations("65532:65532"),
    checks: checks(),
    causes: [],
    passed: true,
  };
}

function alpine(): ProvedVariant {
  return {
    ...distroless(),
    name: "alpine",
    base: "alpine",
    ...ALPINE,
    build: built("Dockerfile.alpine", "alpine", 11.2),
    image: ALPINE_IMAGE,
    trial: goodTrial({ settings: hardenedSettings(PLAN, "alpine"), process: HARDENED_PROCESS, answers: ONCE }),
    upkeep: "alpine:3.24 is refreshed by the Alpine project and supported until 2028-05",
    debugging: "a shell in it: docker exec -it NAME sh",
    confirmations: confirmations("65532:65532").map((item) => (item.fact === "shell" ? { ...item, result: "contradicted", predicted: "/bin/sh", shown: "/bin/ash" } : item)),
  };
}

/** `bulwark prove examples/go-api` where no Alpine base can be had: passed, and said what was not proved. */
export function passedProof(): Proof {
  return {
    tool: { name: "bulwark", version: "0.1.0" },
    run: { id: "4f7a21c9", startedAt: "2026-11-24T14:01:37Z", seconds: 44.8 },
    engine: ENGINE,
    source: { path: "Dockerfile", context: "." },
    name: "go-api",
    probes: PROBES,
    original: original(),
    variants: [distroless()],
    notProved: [{ base: "alpine", reason: "alpine:3.24 cannot be had here: no registry that this engine reaches has it" }],
    repairs: [],
    verdict: { result: "passed", reason: "distroless starts, answers as the original does and stops, under its full profile" },
  };
}

/** Three columns: the original and both variants, all gates asked for and met. */
export function bothPassedProof(): Proof {
  const proof = passedProof();
  const gates: readonly Check[] = [
    { id: "max-size", met: true, required: true, detail: "9.1 MB of 15 MB" },
    { id: "min-grade", met: true, required: true, detail: "A, and A was asked for" },
    { id: "no-regression", met: true, required: true, detail: "nothing that is measured is worse" },
  ];
  return {
    ...proof,
    variants: [{ ...distroless(), checks: checks(...gates) }, { ...alpine(), checks: checks(...gates.map((gate) => (gate.id === "max-size" ? { ...gate, detail: "14 MB of 15 MB" } : gate))) }],
    notProved: [],
    verdict: { result: "passed", reason: "distroless and alpine start, answer as the original does and stop, under their full profiles" },
  };
}

/** Everything works, and a gate is missed. */
export function gateMissedProof(): Proof {
  const proof = passedProof();
  const missed: Check = { id: "max-size", met: false, required: true, detail: "9.1 MB, and at most 5 MB were asked for" };
  return { ...proof, variants: proof.variants.map((variant) => ({ ...variant, checks: checks(missed), passed: false })), verdict: { result: "failed", reason: "distroless misses a gate: max-size" } };
}

const DATA_LOG = "2026/11/24 14:02:11 open /data/visits.jsonl: read-only file system\n";
const DATA_CAUSE: Cause = {
  kind: "path-not-writable",
  constraint: "read-only-root",
  subject: "/data",
  message: "/data is read-only: the program writes /data/visits.jsonl at start; make it a volume",
  evidence: [
    { observation: "the log says: open /data/visits.jsonl: read-only file system" },
    { observation: "with a writable root it starts, and adds /data/visits.jsonl" },
  ],
  remedy: { kind: "volume", path: "/data" },
};

function readOnlyData(): ProvedVariant {
  const none: Answer = { kind: "none", reason: "the container ended before it was asked" };
  const answered = [
    [HEALTHZ.name, OK],
    [HOME.name, PAGE],
    [HEALTH.name, HEALTHY],
  ] as const;
  return {
    ...distroless(),
    trial: exitedTrial(hardenedSettings(PLAN, "distroless"), 1, DATA_LOG, Object.fromEntries(answered.map(([name]) => [name, [none]]))),
    comparisons: answered.map(([probe, answer]): Comparison => ({ probe, result: "different", original: answer, hardened: none, differences: ["the hardened one does not answer: the container ended before it was asked"], volatile: [] })),
    checks: checks(
      { id: "starts", met: false, required: true, detail: "ended with exit code 1 by itself" },
      { id: "answers", met: false, required: true, detail: "0 of 3 answers alike" },
      { id: "healthy", met: false, required: false, detail: "does not run" },
      { id: "stops", met: false, required: true, detail: "it had ended before it was asked to" },
      { id: "non-root", met: false, required: true, detail: "not seen: it did not run long enough" },
      { id: "read-only", met: false, required: true, detail: "not seen: it did not run long enough" },
    ),
    confirmations: confirmations("65532:65532").map((item) => (item.fact === "writablePaths" ? { ...item, result: "contradicted", shown: "/data" } : item)),
    causes: [DATA_CAUSE],
    passed: false,
  };
}

/** The program writes `/data` at start, which nobody could read from its source. */
export function failedProof(): Proof {
  return { ...passedProof(), variants: [readOnlyData()], verdict: { result: "failed", reason: "distroless does not start: /data is read-only" } };
}

/** The same, made good by `--repair`. */
export function repairedProof(): Proof {
  const variant = distroless();
  const text = variant.dockerfile.text.replace("WORKDIR /app\nCOPY --from=healthcheck", "COPY --from=build --chown=65532:65532 /rootfs/data /data\nWORKDIR /app\nCOPY --from=healthcheck");
  const settings = hardenedSettings(PLAN, "distroless");
  return {
    ...passedProof(),
    variants: [
      {
        ...variant,
        ...written("Dockerfile.distroless", text),
        trial: goodTrial({ settings: { ...settings, volumes: [...settings.volumes, { name: "bulwark-4f7a21c9-go-api-data-2", path: "/data" }] }, process: HARDENED_PROCESS, answers: ONCE }),
      },
    ],
    repairs: [{ attempt: 1, base: "distroless", cause: DATA_CAUSE, change: "harden.volumes: /data" }],
    verdict: { result: "passed", reason: "distroless starts, answers as the original does and stops, after one repair" },
  };
}

/** A handler that answers otherwise when it is not root; its body carries a token, and text that means something to Markdown, HTML and terminals. */
export function differentAnswersProof(): Proof {
  const whoami = discovered("GET", "/whoami", 8080, 'handles "GET /whoami"', { path: "cmd/api/main.go", line: 31 });
  const [before, after] = [http(200, '{"uid":0,"home":"/root","token":"ghp_16C7e42F292c6912E7710c838347Ae178B4a"}\n', { "content-type": "application/json" }), http(500, "<b>lookup</b> failed: user: unknown userid 65532 ```\u001B[31m @octo/team see #123 [x](http://example.com) | \u202Eabc\n", { "content-type": "text/plain" })];
  const different: Comparison = {
    probe: whoami.name,
    result: "different",
    original: before,
    hardened: after,
    differences: ["status is 500 instead of 200", "header content-type is text/plain instead of application/json", "the body differs"],
    volatile: ["header date"],
  };
  const cause: Cause = {
    kind: "answer-differs",
    constraint: "user",
    subject: whoami.name,
    message: "GET /whoami on 8080 is answered with 500 instead of 200 as uid 65532, and as before as root: the program looks itself up in /etc/passwd",
    evidence: [{ observation: "the log says: user: unknown userid 65532" }, { observation: "as root it answers as the original does" }],
    remedy: undefined,
  };
  const variant = distroless();
  return {
    ...passedProof(),
    probes: [...PROBES, whoami],
    original: { ...original(), trial: goodTrial({ settings: originalSettings(), process: ROOT_PROCESS, answers: { ...TWICE, [whoami.name]: [before, before] } }) },
    variants: [
      {
        ...variant,
        trial: goodTrial({ settings: hardenedSettings(PLAN, "distroless"), process: HARDENED_PROCESS, answers: { ...ONCE, [whoami.name]: [after] }, log: "2026/11/24 14:02:11 listening on :8080\n2026/11/24 14:02:12 user: unknown userid 65532\n" }),
        comparisons: [...variant.comparisons, different],
        checks: checks({ id: "answers", met: false, required: true, detail: "3 of 4 answers alike" }),
        causes: [cause],
        passed: false,
      },
    ],
    verdict: { result: "failed", reason: "distroless answers GET /whoami on 8080 otherwise than the original" },
  };
}

/** The original itself does not build, so nothing can be said of the hardened one. */
export function undecidedProof(): Proof {
  const text = (GO_API["Dockerfile"] ?? "").replace("COPY go.mod ./", "COPY go.mod go.sum ./");
  const plan = planFor({ ...GO_API, Dockerfile: text });
  const failed: BuildResult = {
    ...built("Dockerfile", "original", 3.1),
    outcome: "failed",
    error: 'failed to compute cache key: failed to calculate checksum of ref: "/go.sum": not found',
    log: '#7 [3/6] COPY go.mod go.sum ./\n#7 ERROR: failed to calculate checksum of ref: "/go.sum": not found\n',
  };
  return {
    ...passedProof(),
    original: { ...original(), ...written("Dockerfile", text), build: failed, image: undefined, trial: undefined, confirmations: [] },
    variants: [],
    notProved: plan.variants.map((variant) => ({ base: variant.base, reason: "the original does not build, so there is nothing to compare with" })),
    verdict: { result: "undecided", reason: "the original does not build: \"/go.sum\" is not in the build context" },
  };
}

/** A proof in which everything that comes from a project, a container or an engine is this text. */
export function hostileProof(text: string): Proof {
  const proof = differentAnswersProof();
  const answer: Answer = { kind: "http", status: 200, headers: { "content-type": text, "set-cookie": text }, body: text, binary: false, cut: true, milliseconds: 1 };
  const none: Answer = { kind: "none", reason: text };
  const probe: Probe = { ...discovered("GET", `/${text}`, 8080, text, { path: text, line: 1 }), name: text };
  const candidate = <Each extends Candidate>(each: Each): Each => ({
    ...each,
    name: text,
    dockerfile: { ...each.dockerfile, path: text, text: `FROM scratch\n# ${text}\n` },
    build: { ...each.build, command: ["build", text], log: text, error: text },
    upkeep: text,
    debugging: text,
    confirmations: [{ fact: "user", result: "contradicted", predicted: text, shown: text }],
    image: each.image && { ...each.image, user: text, faults: [text], surface: { ...each.image.surface, shells: [text, `/${text}`], setuid: Array.from({ length: 60 }, () => text), distribution: text, packages: { manager: text, names: [text] } } },
    trial: each.trial && { ...each.trial, settings: { ...each.trial.settings, environment: { [text]: text }, tmpfs: [{ path: text, options: [text] }] }, process: { known: false, reason: text }, log: text, changes: known([{ path: text, kind: "added" }]), answers: { [text]: [answer, answer] } },
  });
  const cause: Cause = { kind: "unknown", constraint: undefined, subject: text, message: text, evidence: [{ observation: text, path: text, line: 3 }], remedy: { kind: "volume", path: text } };
  return {
    ...proof,
    engine: { ...ENGINE, version: text, builder: text, chosen: text, platform: text },
    source: { path: text, context: text },
    name: text,
    probes: [probe],
    original: candidate(proof.original),
    variants: proof.variants.map((variant) => ({
      ...candidate(variant),
      comparisons: [
        { probe: text, result: "different", original: answer, hardened: { ...answer, body: `${text}!` }, differences: [text], volatile: [text] },
        { probe: text, result: "different", original: answer, hardened: none, differences: [text], volatile: [] },
        { probe: text, result: "unasked", original: none, hardened: none, differences: [], volatile: [] },
        alike(text, answer, [text]),
      ],
      checks: checks({ id: "starts", met: false, required: true, detail: text }),
      causes: [cause],
    })),
    notProved: [{ base: text, reason: text }],
    repairs: [{ attempt: 1, base: text, cause, change: text }],
    verdict: { result: "failed", reason: text },
  };
}

/** Every proof above by its name, for tests that hold of all of them. */
export const PROOFS: Readonly<Record<string, () => Proof>> = {
  passed: passedProof,
  "both passed": bothPassedProof,
  "gate missed": gateMissedProof,
  failed: failedProof,
  repaired: repairedProof,
  "different answers": differentAnswersProof,
  undecided: undecidedProof,
};

