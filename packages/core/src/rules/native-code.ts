import { fileNameOf, joinPath } from "../context/path.ts";
import type { Stage } from "../dockerfile/model.ts";
import { runtimeStages } from "../posture/runtime-stages.ts";
import type { Command } from "../shell/command.ts";
import { valueOf } from "../source/fact.ts";
import type { CLibrary } from "./c-library.ts";
import type { GoBuild } from "./go-build.ts";
import { goBuilds } from "./go-build.ts";
import type { DockerfileSubject } from "./rule.ts";

/** Code for one C library among what a COPY takes from another stage. */
export interface NativeCode {
  /** What it is, as the beginning of a sentence. */
  readonly what: string;
  /** certain: linked dynamically; likely: it is unless the program is an unusual one; possible: only if a dependency has native code. */
  readonly certainty: "certain" | "likely" | "possible";
}

/** What a stage builds, read once however many COPY instructions take from it. */
export interface Builder {
  readonly subject: DockerfileSubject;
  readonly chain: readonly Stage[];
  readonly library: CLibrary;
  readonly goBuilds: readonly { readonly stage: Stage; readonly build: GoBuild }[];
  readonly commands: readonly Command[];
}

export function readBuilder(subject: DockerfileSubject, stage: Stage, library: CLibrary): Builder {
  const chain = runtimeStages(stage);
  return {
    subject,
    chain,
    library,
    goBuilds: chain.flatMap((each) => goBuilds(subject, each).map((build) => ({ stage: each, build }))),
    commands: chain.flatMap((each) => subject.commands(each)).filter(isCompiler),
  };
}

const COMPILERS = new Set(["gcc", "g++", "cc", "c++", "clang", "clang++"]);

function isCompiler({ name, words }: Command): boolean {
  if (name === "cargo") return words.some((word) => word.value === "build" || word.value === "install");
  return COMPILERS.has(name ?? "");
}

/**
 * What the file shows about a copied path; undefined when nothing shows that it holds code that needs a C library: a static
 * binary, data, or something that the Dockerfile does not build.
 */
export function nativeCodeIn(builder: Builder, source: string): NativeCode | undefined {
  const path = source.length > 1 && source.endsWith("/") ? source.slice(0, -1) : source;
  const name = fileNameOf(path);
  if (name.endsWith(".so") || name.includes(".so.")) return { what: `The shared library ${name}`, certainty: "certain" };
  const builds = builder.goBuilds.filter(({ stage, build }) => isOutput(stage, build, path)).map(({ build }) => build);
  if (builds.length > 0) return goCode(builder, builds);
  return rustCode(builder, path) ?? compiledCode(builder, name) ?? dependencies(builder, path, name);
}

/** Go links dynamically when cgo is on and the program uses it, as nearly every one does through `net` and `os/user`. Source: cmd/cgo. */
function goCode({ subject, chain, library }: Builder, builds: readonly GoBuild[]): NativeCode | undefined {
  const dynamic = builds.filter((build) => !build.linkedStatically && (build.cgo === "on" || build.cgo === "unset"));
  const [build] = dynamic;
  if (build === undefined || dynamic.length < builds.length) return undefined;
  const what = `The Go program of line ${subject.source.position(build.action.range.start).line}`;
  if (build.cgo === "on") return { what: `${what}, built with CGO_ENABLED=1,`, certainty: "certain" };
  // Without a C compiler Go (since 1.20) switches cgo off by itself, as on golang:alpine.
  const installs = chain.some((stage) => subject.packageCalls(stage).some((call) => call.packages.some((item) => ["gcc", "build-base", "alpine-sdk", "build-essential", "clang"].includes(item.name))));
  return library.kind === "glibc" || installs ? { what: `${what}, built without CGO_ENABLED=0,`, certainty: "likely" } : undefined;
}

function isOutput(stage: Stage, build: GoBuild, path: string): boolean {
  const workdir = valueOf(stage.configAt(build.script.instruction).workdir);
  const copied = joinPath("/", path);
  if (build.output !== undefined) {
    const output = joinPath(workdir ?? "/", build.output);
    return output === copied || output.startsWith(`${copied}/`) || copied.startsWith(`${output}/`);
  }
  const name = fileNameOf(copied);
  if (build.action.value === "install") return copied === "/go/bin" || copied.startsWith("/go/bin/");
  return workdir !== undefined && copied === joinPath(workdir, name) && !name.includes(".");
}

/** The gnu target of Rust links libc and libgcc_s dynamically; the musl target, the default on Alpine, links statically. */
function rustCode({ chain, commands, library }: Builder, path: string): NativeCode | undefined {
  const builds = commands.filter(({ name }) => name === "cargo");
  const isRelease = path.includes("/target/") || path.startsWith("target/") || path.includes("/cargo/bin/");
  if (builds.length === 0 || !isRelease || library.kind !== "glibc" || path.includes("musl") || path.includes("wasm")) return undefined;
  const isStatic = (text: string | undefined) => text !== undefined && (text.includes("musl") || text.includes("crt-static"));
  const byFlags = builds.some((build) => build.words.some((word) => isStatic(word.value ?? word.text)) || build.assignments.some((assignment) => isStatic(assignment.value?.text)));
  const byEnvironment = chain.some((stage) => stage.instructions.some((instruction) => (instruction.keyword === "ENV" || instruction.keyword === "ARG") && isStatic(instruction.body.text)));
  return byFlags || byEnvironment ? undefined : { what: "The Rust program, built for the gnu target,", certainty: "certain" };
}

function compiledCode({ commands }: Builder, name: string): NativeCode | undefined {
  const build = commands.find((command) => {
    const values = command.words.map((word) => word.value);
    const output = values[values.indexOf("-o") + 1];
    return COMPILERS.has(command.name ?? "") && values.includes("-o") && !values.includes("-c") && !values.includes("-static") && output !== undefined && fileNameOf(output) === name;
  });
  return build === undefined ? undefined : { what: `The program that ${build.name} builds`, certainty: "certain" };
}

function dependencies({ subject }: Builder, path: string, name: string): NativeCode | undefined {
  if (name === "node_modules") {
    const lock = subject.context?.tree.read("package-lock.json") ?? subject.context?.tree.read("package.json");
    const addon = NATIVE_NODE_MODULES.find((each) => lock?.includes(`"${each}"`) === true || lock?.includes(`node_modules/${each}"`) === true);
    if (addon !== undefined) return { what: `node_modules with the native module ${addon}`, certainty: "certain" };
    return lock === undefined ? { what: "Every native module in node_modules", certainty: "possible" } : undefined;
  }
  const isEnvironment = ["venv", ".venv", "virtualenv", "site-packages", "dist-packages"].includes(name) || path.includes("/site-packages");
  return isEnvironment ? { what: "Every Python package with native code, and the interpreter's own path,", certainty: "possible" } : undefined;
}

const NATIVE_NODE_MODULES = [
  "bcrypt", "sharp", "canvas", "better-sqlite3", "sqlite3", "grpc", "re2", "node-sass", "argon2", "@prisma/client", "prisma", "puppeteer", "uWebSockets.js", "node-rdkafka", "bufferutil",
];
