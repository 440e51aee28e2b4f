import { basename, dirname, resolve } from "node:path";
import { judgeDockerfile, worstGrade } from "@bulwark/core/judge";
import { isSealed, sealedFrom } from "@bulwark/core/harden";
import type { CheckReport, Fault, JudgedFile } from "@bulwark/core/report";
import { shellPath } from "@bulwark/core/shell";
import { RULES, SEVERITIES, type Rule, type Severity } from "@bulwark/core/rules";
import type { ConfigFile } from "../files/config-file.ts";
import { findDockerfiles, type Found } from "../files/find-dockerfiles.ts";
import { LARGEST_DOCKERFILE, readText, type ReadText } from "../files/read-text.ts";
import type { Lens } from "../lens.ts";
import { lookAt, Projects, type Looked } from "../subject.ts";
import { Progress } from "../terminal/progress.ts";
import { ConfiguredIgnores } from "./configured-ignores.ts";

const RULE_IDS = RULES.map((rule) => rule.id);
const MOST_NAMED = 3;

export interface CheckOptions {
  readonly lens: Lens;
  readonly rules: readonly Rule[];
  readonly configFile: ConfigFile | undefined;
  /** Every Dockerfile of the project is judged, so what had no effect never has one. */
  readonly isWholeRun: boolean;
}

/** One run of `check`: folders, files and standard input, one after the other, and what came out at the end. */
export class Check {
  readonly #options: CheckOptions;
  readonly #ignores: ConfiguredIgnores;
  readonly #projects: Projects;
  readonly #seen = new Set<string>();
  readonly #files: JudgedFile[] = [];
  readonly #faults: Fault[] = [];
  #looked = 0;

  constructor(options: CheckOptions) {
    this.#options = options;
    this.#ignores = new ConfiguredIgnores(options.configFile, options.lens.today);
    this.#projects = new Projects((path) => this.#ignores.excludes(path));
  }

  /** Every Dockerfile below a folder. */
  folder(folder: string): void {
    const progress = new Progress();
    const found = findDockerfiles(folder, {
      progress: (looked) => progress.show(`looking for Dockerfiles: ${looked} files`),
      isExcluded: (path) => this.#ignores.excludes(join(folder, path)),
    });
    this.#looked += found.looked;
    this.#faults.push(...found.faults.map((fault) => ({ ...fault, path: join(folder, fault.path) })));
    if (found.paths.length === 0 && found.faults.length === 0) this.#fault(folder, nothingIn(found));
    for (const [index, path] of found.paths.entries()) {
      progress.show(`judging ${index + 1} of ${found.paths.length} Dockerfiles`);
      this.#read(join(folder, path), resolve(folder));
    }
    progress.clear();
  }

  /** One file, whatever its name. */
  file(path: string): void {
    this.#looked++;
    this.#read(path, this.#projects.around(resolve(path, "..")).root);
  }

  /** What came through standard input, called as `shown`; judged in its context when people say where it would stand. */
  text(shown: string, read: ReadText, isPlaced: boolean): void {
    this.#looked++;
    this.#judge(shown, read, isPlaced ? this.#projects : undefined);
  }

  report(threshold: Severity): CheckReport {
    const files = this.#files.toSorted((a, b) => (a.source.path < b.source.path ? -1 : 1));
    return {
      files,
      faults: this.#faults,
      notices: this.#ignores.idle(this.#options.isWholeRun, new Set(this.#options.rules.map((rule) => rule.id))),
      threshold,
      grade: worstGrade(files.map((file) => file.judgement.grade)),
      looked: this.#looked,
      ours: files.filter((file) => file.ours).length,
      next: nextSteps(files),
    };
  }

  #read(path: string, root: string): void {
    const absolute = resolve(path);
    if (this.#seen.has(absolute)) return;
    this.#seen.add(absolute);
    this.#judge(path, readText(path, LARGEST_DOCKERFILE, root), this.#projects);
  }

  #judge(shown: string, read: ReadText, projects: Projects | undefined): void {
    if ("fault" in read) return this.#fault(shown, read.fault);
    const { lens, rules } = this.#options;
    const looked = lookAt(shown, read.text, lens, projects);
    const { subject } = looked;
    if (subject.model.syntax.instructions.length === 0) return this.#fault(shown, fault("has no instructions", "a Dockerfile begins with FROM"));
    if (lens.target !== undefined && subject.target === undefined) return this.#fault(shown, fault(`has no stage "${lens.target}"`, "--target takes a stage's name or number"));
    const judgement = judgeDockerfile(subject, { rules, ruleIds: RULE_IDS, ignores: this.#ignores.for(shown), onUse: (entry) => this.#ignores.use(entry) });
    this.#files.push({ source: subject.source, judgement, ours: isSealed(read.text) });
    if (!subject.model.syntax.instructions.some((instruction) => instruction.keyword === "FROM")) this.#fault(shown, fault("has no FROM, so there is no image to judge", "a Dockerfile begins with FROM; leave a fragment out with exclude in bulwark.yaml"));
    this.#noteGap(looked);
  }

  /** Said once for a folder, however many Dockerfiles are built in it. */
  #noteGap({ gap }: Looked): void {
    const found = gap();
    if (found !== undefined && !this.#faults.some((fault) => fault.path === found.path && fault.message === found.message)) this.#faults.push(found);
  }

  #fault(path: string, fault: Omit<Fault, "path">): void {
    this.#faults.push({ path, ...fault });
  }
}

function fault(message: string, remedy: string): Omit<Fault, "path"> {
  return { message, remedy, line: undefined, column: undefined };
}

function nothingIn({ looked, templates }: Found): Omit<Fault, "path"> {
  const names = `${templates.slice(0, MOST_NAMED).join(", ")}${templates.length > MOST_NAMED ? " ..." : ""}`;
  const left = templates.length === 0 ? "" : `; ${templates.length === 1 ? "a template is" : `${templates.length} templates are`} left alone, since what becomes of ${templates.length === 1 ? "it" : "them"} is not known: ${names}`;
  return fault(`has no Dockerfile or Containerfile in ${looked} ${looked === 1 ? "file" : "files"}${left}`, "name the file, or another folder");
}

/** Paths as people typed them: below the current folder without `./`. */
function join(folder: string, path: string): string {
  const clean = folder.replace(/\/$/, "");
  if (clean === ".") return path;
  return `${clean.startsWith("./") ? clean.slice(2) : clean}/${path}`;
}

/** What to type next, for the worst file that is not ours and has no hardened one beside it yet. */
function nextSteps(files: readonly JudgedFile[]): readonly string[] {
  const hardened = new Set(files.flatMap(({ source, ours }) => (ours ? [`${dirname(source.path)}/${sealedFrom(source.text) ?? ""}`] : [])));
  const isHardened = ({ source }: JudgedFile): boolean => hardened.has(`${dirname(source.path)}/${basename(source.path)}`);
  const open = files.filter((file) => !file.ours && file.judgement.findings.length > 0);
  const worst = open.toSorted((a, b) => Number(isHardened(a)) - Number(isHardened(b)) || a.judgement.grade.points - b.judgement.grade.points)[0];
  if (worst === undefined) return [];
  const top = worst.judgement.findings.toSorted((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity))[0];
  return [...(isHardened(worst) ? [] : [`bulwark harden ${shellPath(worst.source.path)}`]), ...(top === undefined ? [] : [`bulwark explain ${top.rule}`])];
}
