import { fileNameOf, folderOf, joinPath } from "../../context/path.ts";
import type { Stage } from "../../dockerfile/model.ts";
import { runtimeStages } from "../../posture/runtime-stages.ts";
import type { Command } from "../../shell/command.ts";
import { valueOf } from "../../source/fact.ts";
import type { CLibrary } from "./c-library.ts";
import { foldersAbove } from "../files/folders-above.ts";
import type { GoBuild } from "./go-build.ts";
import { goBuilds } from "./go-build.ts";
import { dependencyCode, type NativeCode } from "./native-code.ts";
import type { DockerfileSubject } from "../subject.ts";

const COMPILERS = new Set(["gcc", "g++", "cc", "c++", "clang", "clang++"]);
const COMPILER_PACKAGES = new Set(["gcc", "build-base", "alpine-sdk", "build-essential", "clang"]);

/** What a stage builds, read once however many COPY instructions take from it. */
export class Builder {
  readonly library: CLibrary;
  readonly #subject: DockerfileSubject;
  readonly #rust: NativeCode | undefined;
  /** By absolute path; undefined is a static program. */
  readonly #programs = new Map<string, NativeCode | undefined>();
  /** By a folder that holds programs; undefined where one of them is static. */
  readonly #folders = new Map<string, NativeCode | undefined>();
  /** By the folder of a program whose name the command leaves to Go. */
  readonly #unnamed = new Map<string, NativeCode | undefined>();

  constructor(subject: DockerfileSubject, stage: Stage, library: CLibrary) {
    this.library = library;
    this.#subject = subject;
    const chain = runtimeStages(stage);
    const installs = chain.some((each) => subject.packageCalls(each).some((call) => call.packages.some(({ name }) => COMPILER_PACKAGES.has(name))));
    for (const each of chain) {
      for (const build of goBuilds(subject, each)) this.#addGo(each, build, goCode(subject, build, library.kind === "glibc" || installs));
      for (const script of subject.scripts(each)) {
        const workdir = valueOf(each.configAt(script.instruction).workdir) ?? "/";
        for (const command of script.commands) this.#addCompiled(command, workdir);
      }
    }
    this.#rust = library.kind === "glibc" ? rustCode(subject, chain) : undefined;
  }

  /**
   * What the file shows about a copied path; undefined when nothing shows that it holds code that needs a C library: a static
   * binary, data, or something that the Dockerfile does not build.
   */
  codeIn(source: string): NativeCode | undefined {
    const path = joinPath("/", source);
    const name = fileNameOf(path);
    if (name.endsWith(".so") || name.includes(".so.")) return { what: `The shared library ${name}`, certainty: "certain" };
    const program = [path, ...foldersAbove(path)].find((each) => this.#programs.has(each));
    if (program !== undefined) return this.#programs.get(program);
    if (this.#folders.has(path)) return this.#folders.get(path);
    if (!name.includes(".") && this.#unnamed.has(folderOf(path))) return this.#unnamed.get(folderOf(path));
    return this.#rust !== undefined && isRustOutput(path) ? this.#rust : dependencyCode(this.#subject.context, path);
  }

  #addGo(stage: Stage, build: GoBuild, code: NativeCode | undefined): void {
    const workdir = valueOf(stage.configAt(build.script.instruction).workdir) ?? "/";
    if (build.output !== undefined) this.#add(joinPath(workdir, build.output), code);
    else if (build.go.action === "install") this.#add("/go/bin", code);
    else merge(this.#unnamed, workdir, code);
  }

  #addCompiled({ name, words }: Command, workdir: string): void {
    const values = COMPILERS.has(name ?? "") ? words.map((word) => word.value) : [];
    const at = values.indexOf("-o");
    const output = at === -1 ? undefined : values[at + 1];
    if (output === undefined || values.includes("-c")) return;
    this.#add(joinPath(workdir, output), values.includes("-static") ? undefined : { what: `The program that ${name} builds`, certainty: "certain" });
  }

  #add(path: string, code: NativeCode | undefined): void {
    merge(this.#programs, path, code);
    for (const folder of foldersAbove(path)) merge(this.#folders, folder, code);
  }
}

function merge(codes: Map<string, NativeCode | undefined>, path: string, code: NativeCode | undefined): void {
  codes.set(path, codes.has(path) ? code && codes.get(path) : code);
}

/** Go links dynamically when cgo is on and the program uses it, as nearly every one does through `net` and `os/user`. Source: cmd/cgo. */
function goCode(subject: DockerfileSubject, build: GoBuild, hasCompiler: boolean): NativeCode | undefined {
  if (build.linkedStatically || build.cgo === "off" || build.cgo === "unknown") return undefined;
  const what = `The Go program of line ${subject.source.position(build.go.actionWord.range.start).line}`;
  if (build.cgo === "on") return { what: `${what}, built with CGO_ENABLED=1,`, certainty: "certain" };
  // Without a C compiler Go (since 1.20) switches cgo off by itself, as on golang:alpine.
  return hasCompiler ? { what: `${what}, built without CGO_ENABLED=0,`, certainty: "likely" } : undefined;
}

/** The gnu target of Rust links libc and libgcc_s dynamically; the musl target, the default on Alpine, links statically. */
function rustCode(subject: DockerfileSubject, chain: readonly Stage[]): NativeCode | undefined {
  const builds = chain.flatMap((stage) => subject.commands(stage)).filter(({ name, words }) => name === "cargo" && words.some((word) => word.value === "build" || word.value === "install"));
  const isStatic = (text: string | undefined) => text !== undefined && (text.includes("musl") || text.includes("crt-static"));
  const byFlags = builds.some((build) => build.words.some((word) => isStatic(word.value ?? word.text)) || build.assignments.some((assignment) => isStatic(assignment.value?.text)));
  const byEnvironment = chain.some((stage) => stage.instructions.some(({ keyword, body }) => (keyword === "ENV" || keyword === "ARG") && isStatic(body.text)));
  return builds.length === 0 || byFlags || byEnvironment ? undefined : { what: "The Rust program, built for the gnu target,", certainty: "certain" };
}

function isRustOutput(path: string): boolean {
  return (path.includes("/target/") || path.includes("/cargo/bin/")) && !path.includes("musl") && !path.includes("wasm");
}
