import type { Stage } from "../../dockerfile/model.ts";
import { copiesOf, type Copied } from "../../posture/copied-files.ts";
import { Builder } from "../../facts/build/builder.ts";
import type { CLibrary } from "../../facts/build/c-library.ts";
import { cLibraryOf, isNewerGlibc } from "../../facts/build/c-library.ts";
import type { NativeCode } from "../../facts/build/native-code.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem, Severity } from "../rule.ts";
import { severityOf } from "../severity.ts";
import { stageChain } from "../../facts/stage-chain.ts";

/** Nobody copies from more stages; a file that does is not looked at further. */
const MOST_BUILDERS = 100;

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  const { target } = subject;
  const chain = stageChain(subject);
  const copies = chain === undefined ? [] : copiesOf(chain).filter(({ from }) => from !== undefined);
  const runs = target === undefined || copies.length === 0 ? undefined : cLibraryOf(subject, target);
  if (runs === undefined) return;
  const builders = new Map<Stage, Builder | undefined>();
  for (const copied of copies) {
    const { from } = copied;
    if (from === undefined || (builders.size >= MOST_BUILDERS && !builders.has(from))) continue;
    if (!builders.has(from)) builders.set(from, builderOf(subject, from));
    const builder = builders.get(from);
    const problem = builder === undefined ? undefined : problemOf(copied, builder, runs);
    if (problem !== undefined) yield problem;
  }
}

function builderOf(subject: DockerfileSubject, stage: Stage): Builder | undefined {
  const library = cLibraryOf(subject, stage);
  return library === undefined || library.kind === "none" ? undefined : new Builder(subject, stage, library);
}

/** The first of the copied paths that does not fit. */
function problemOf({ sources }: Copied, builder: Builder, runs: CLibrary): Problem | undefined {
  const built = builder.library;
  for (const { source, path } of sources) {
    const code = path === undefined ? undefined : builder.codeIn(path);
    const clash = code === undefined ? undefined : clashOf(code, built, runs);
    if (code === undefined || clash === undefined) continue;
    return {
      range: source.range,
      message: `${code.what} ${code.certainty === "certain" ? "needs" : "will need"} the ${clash.needs} of ${built.of}, but runs in ${runs.of}, ${clash.finds}: ${clash.consequence}.`,
      severity: clash.severity,
      fix: { kind: "suggested", description: clash.remedy, edits: [] },
    };
  }
  return undefined;
}

interface Clash {
  readonly needs: string;
  readonly finds: string;
  readonly consequence: string;
  readonly remedy: string;
  readonly severity: Severity;
}

function clashOf(code: NativeCode, built: CLibrary, runs: CLibrary): Clash | undefined {
  const likelihood = { certain: 3, likely: 2, possible: 1 }[code.certainty];
  const remedy = "Build and run on the same C library and release, or link statically (CGO_ENABLED=0 for Go)";
  if (built.kind !== runs.kind) {
    if (runs.kind === "none" && code.certainty === "possible") return undefined;
    const finds = runs.kind === "none" ? "which has no C library" : `which has ${runs.kind}`;
    return { needs: built.kind, finds, consequence: "it does not start (no such file or directory)", remedy, severity: severityOf({ gain: 1, likelihood, spread: 2 }) };
  }
  if (built.kind !== "glibc" || !isNewerGlibc(built, runs) || code.certainty === "possible") return undefined;
  return {
    needs: `glibc ${built.version}`,
    finds: `which has glibc ${runs.version}`,
    consequence: "it may not start (version `GLIBC_…' not found)",
    remedy,
    severity: severityOf({ gain: 1, likelihood: likelihood - 1, spread: 2 }),
  };
}
