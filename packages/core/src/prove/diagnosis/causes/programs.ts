import { holdsPrograms } from "../../../knowledge/system-folders.ts";
import type { Evidence } from "../../../source/fact.ts";
import type { Cause, CauseKind, Remedy } from "../../cause.ts";
import { constraintOf, type Candidate, type Strength } from "../candidate.ts";
import { isShell, programProblem, type ProgramProblem } from "../image/program.ts";
import type { Observed, Situation } from "../situation.ts";
import { code, codes, mode, observed, owner, said } from "../wording.ts";
import { otherBase, remedyWords } from "./bases.ts";
import { modeWords } from "./unreadable.ts";

/** Who starts a program, in words. */
const CONTAINER = "the container starts";

/** Programs that cannot be started: the container's own, and those that it starts. */
export function unstartable(situation: Situation): readonly Candidate[] {
  const own = ownProblem(situation);
  const words = own === undefined ? [] : situation.symptoms.filter((symptom) => isAbout(symptom, own));
  return [...(own === undefined ? [] : [candidate(own, "shown", words.map(said), CONTAINER, situation)]), ...situation.symptoms.filter((symptom) => !words.includes(symptom)).flatMap((symptom) => named(symptom, situation))];
}

/** What the container starts itself, as the image shows it, whether or not anybody says a word. */
function ownProblem({ failure, hardenedFiles, account, hardened, settings }: Situation): ProgramProblem | undefined {
  const config = hardened.image?.config;
  const program = config === undefined ? undefined : [...config.entrypoint, ...(settings.command.length > 0 ? settings.command : config.cmd)][0];
  return !failure.start || hardenedFiles === undefined || program === undefined ? undefined : programProblem(program, { files: hardenedFiles, account });
}

/** Whether words are about a program, or about the interpreter that it wants. */
function isAbout({ kind, subject }: Observed, problem: ProgramProblem): boolean {
  const names = [problem.program, ...(problem.problem === "interpreter" ? [problem.interpreter] : [])];
  return (kind === "program" || kind === "program-format" || kind === "execution-denied") && subject !== undefined && names.includes(subject);
}

/** What the log and the engine name. */
function named(symptom: Observed, situation: Situation): readonly Candidate[] {
  const { hardenedFiles, account } = situation;
  const { kind, subject } = symptom;
  if (subject === undefined || (kind !== "program" && kind !== "program-format")) return [];
  const starter = symptom.speaker === "the engine" ? CONTAINER : "the program starts";
  if (hardenedFiles === undefined) return [candidate(unseen(symptom, subject), "said", [said(symptom)], starter, situation)];
  const problem = programProblem(subject, { files: hardenedFiles, account });
  return problem === undefined ? unclear(symptom, situation) : [candidate(problem, "shown", [said(symptom)], starter, situation)];
}

function unseen({ kind }: Observed, program: string): ProgramProblem {
  return kind === "program-format" ? { problem: "format", program } : { problem: "absent", program, shell: isShell(program) };
}

/** It is there, and was not looked into: the kernel says ENOENT of the interpreter, and ENOEXEC of another processor. */
function unclear(symptom: Observed, situation: Situation): readonly Candidate[] {
  const { subject = "", kind } = symptom;
  const { hardenedFiles, failure } = situation;
  if (!failure.start || hardenedFiles?.program(subject) === undefined) return [];
  if (kind === "program-format") return [candidate({ problem: "format", program: subject }, "said", [said(symptom)], CONTAINER, situation)];
  const message = `${code(subject)} is there, and what runs it is not: a dynamically linked program wants its loader, a script the interpreter of its #! line, and the image has neither${remedyWords(otherBase("glibc", situation))}`;
  return [{ strength: "said", cause: { kind: "interpreter-missing", constraint: undefined, subject, message, evidence: [said(symptom)], remedy: otherBase("glibc", situation) } }];
}

function candidate(problem: ProgramProblem, strength: Strength, words: readonly Evidence[], starter: string, situation: Situation): Candidate {
  const { kind, subject, message, remedy } = describe(problem, starter, situation);
  const evidence = strength === "shown" ? [...words, observed(`in the hardened image ${shownBy(problem)}`)] : words;
  return { strength, cause: { kind, constraint: kind === "not-executable" ? constraintOf(kind, situation) : undefined, subject, message, evidence, remedy } };
}

/** What the image shows of the problem. */
function shownBy(problem: ProgramProblem): string {
  const program = code(problem.program);
  switch (problem.problem) {
    case "absent":
      return `there is no ${program}`;
    case "interpreter":
      return `${program} begins with #! and names ${code(problem.interpreter)}`;
    case "loader":
      return `${program} names the loader ${code(problem.loader)}`;
    case "library":
      return `${program} names ${codes(problem.libraries)}`;
    case "architecture":
      return `${program} is a program for ${problem.built}`;
    case "format":
      return `${program} is no program of Linux and has no #!`;
    case "mode":
      return `${program} belongs to ${owner(problem.owner)} with mode ${mode(problem.mode)}`;
  }
}

type Description = Pick<Cause, "kind" | "subject" | "message" | "remedy">;

function describe(problem: ProgramProblem, starter: string, situation: Situation): Description {
  switch (problem.problem) {
    case "absent":
      return problem.shell ? shell(problem.program, `${starter} ${code(problem.program)}`, situation) : absent(problem.program, starter, situation);
    case "interpreter":
      if (problem.interpreter.endsWith("\r")) return carriageReturn(problem.program);
      if (problem.shell) return shell(problem.interpreter, `${code(problem.program)} is a script for ${code(problem.interpreter)}`, situation);
      return interpreter(problem, situation);
    case "loader":
      return loader(problem, situation);
    case "library":
      return libraries(problem.program, problem.libraries, situation);
    case "architecture":
      return describing("architecture", problem.program, `${code(problem.program)} is built for ${problem.built}, and the image is for ${problem.image}: build it for the platform that it runs on (GOARCH, --platform)`, undefined);
    case "format":
      return describing("not-executable", problem.program, `${code(problem.program)} cannot be run here: it is built for another processor, or is neither a program nor a script that begins with #!`, undefined);
    case "mode":
      return describing("not-executable", problem.program, modeWords(problem, situation), undefined);
  }
}

function describing(kind: CauseKind, subject: string, message: string, remedy: Remedy | undefined): Description {
  return { kind, subject, message, remedy };
}

function shell(name: string, why: string, situation: Situation): Description {
  const remedy = otherBase("shell", situation);
  return describing("shell-missing", name, `there is no shell: ${why}, and this base has none; start the program itself, in exec form${remedyWords(remedy).replace("; take", ", or take")}`, remedy);
}

/** The original has it: as a part of its distribution, or as a file of the application. */
function absent(program: string, starter: string, situation: Situation): Description {
  const place = situation.originalFiles?.program(program);
  const own = place !== undefined && !holdsPrograms(place);
  const remedy: Remedy | undefined = own ? { kind: "file", path: place } : otherBase("package", situation);
  const where = place === undefined ? "" : `; the original has ${place === program ? "it" : code(place)}`;
  const what = own ? "; copy it" : remedyWords(remedy);
  return describing("program-missing", program, `${code(program)} is not in the image, and ${starter} it${where}${what}`, remedy);
}

function interpreter({ program, interpreter: wanted }: { readonly program: string; readonly interpreter: string }, situation: Situation): Description {
  const remedy = otherBase("package", situation);
  return describing("interpreter-missing", wanted, `${code(program)} is a script for ${code(wanted)}, which is not in the image${remedyWords(remedy)}`, remedy);
}

/** A script whose first line was written on Windows names an interpreter that ends in a carriage return. */
function carriageReturn(program: string): Description {
  return describing("interpreter-missing", program, `the first line of ${code(program)} ends as on Windows (CR LF), so its interpreter is not found: write the file with line ends of Unix`, undefined);
}

function loader({ program, loader: wanted, libc }: Extract<ProgramProblem, { problem: "loader" }>, situation: Situation): Description {
  const remedy = otherBase(libc ?? "glibc", situation);
  const whose = libc === undefined ? "" : ` of ${libc}`;
  const link = situation.application.ecosystem === "go" ? "link it statically (CGO_ENABLED=0)" : "link it statically";
  return describing("interpreter-missing", wanted, `${code(program)} is linked dynamically, and its loader ${code(wanted)}${whose} is not in the image: ${link}${remedyWords(remedy).replace("; take", ", or take")}`, remedy);
}

/** Libraries that a program names and that are nowhere in the image. */
export function libraries(program: string | undefined, names: readonly string[], situation: Situation): Description {
  const [first = ""] = names;
  const place = situation.originalFiles?.ending(`/${first}`);
  const own = place !== undefined && !isSystemLibrary(place);
  const remedy: Remedy | undefined = own ? { kind: "file", path: place } : otherBase("package", situation);
  const where = place === undefined ? "" : `; the original has ${code(place)}`;
  return describing("library-missing", first, `${program === undefined ? "the program" : code(program)} needs the shared ${names.length === 1 ? "library" : "libraries"} ${codes(names)}, which ${names.length === 1 ? "is" : "are"} not in the image${where}${own ? "; copy it" : remedyWords(remedy)}`, remedy);
}

const LIBRARY_FOLDERS = ["/lib/", "/lib64/", "/usr/lib/", "/usr/lib64/", "/usr/local/lib/"];

function isSystemLibrary(path: string): boolean {
  return LIBRARY_FOLDERS.some((folder) => path.startsWith(folder));
}
