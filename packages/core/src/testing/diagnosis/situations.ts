import type { ContainerSettings } from "../../deploy/container-settings.ts";
import { afterBuild, planOf } from "../../harden/testing/plan.ts";
import type { ImageConfig, ImageContents, ImageFile, ProgramFormat } from "../../image/contents.ts";
import { known } from "../../source/fact.ts";
import { exitedTrial, goodTrial, HARDENED_PROCESS, hardenedSettings, originalSettings, ROOT_PROCESS } from "../proofs/trials.ts";
import type { Answer, Comparison } from "../../prove/answer.ts";
import { lift, type Constraint } from "../../prove/constraint.ts";
import type { Trial } from "../../prove/trial.ts";
import type { DiagnosisInput, RelaxedTrial } from "../../prove/diagnosis/input.ts";
import { parentOf } from "../../prove/diagnosis/image/files.ts";

const PLAN = planOf(afterBuild("FROM debian:13", "WORKDIR /app", "COPY --from=build /app /app/server", "EXPOSE 8080", 'ENTRYPOINT ["/app/server"]'));

export interface ImageSketch {
  /** `/data/`: a folder, `/app/main`: a file; the text says owner and mode, `-> /run` a link. */
  readonly files?: Readonly<Record<string, string>>;
  readonly config?: Partial<ImageConfig>;
  readonly programs?: Readonly<Record<string, ProgramFormat>>;
  readonly texts?: Readonly<Record<string, string>>;
}

const STATIC: ProgramFormat = { format: "elf", architecture: "amd64", interpreter: undefined, needed: [] };

const CONFIG: ImageConfig = {
  architecture: "amd64",
  os: "linux",
  user: "",
  entrypoint: ["/app/server"],
  cmd: [],
  environment: { PATH: "/usr/local/bin:/usr/bin:/bin" },
  workdir: "/app",
  exposedPorts: [],
  volumes: [],
  labels: {},
  stopSignal: "",
  healthcheck: [],
  history: [],
};

/** An image with these files, their folders of root, and `/app/server`, a static program. */
export function image({ files = {}, config = {}, programs = {}, texts = {} }: ImageSketch = {}): ImageContents {
  const all = new Map<string, ImageFile>([["/", folder()]]);
  for (const [path, text] of Object.entries({ "/app/server": "0:0 755", "/tmp/": "0:0 1777", ...files })) {
    const bare = path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
    for (let parent = parentOf(bare); !all.has(parent); parent = parentOf(parent)) all.set(parent, folder());
    all.set(bare, sketched(text, path.endsWith("/")));
  }
  return { id: "sha256:0", config: { ...CONFIG, ...config }, files: all, layers: [], texts: new Map(Object.entries(texts)), programs: new Map(Object.entries({ "/app/server": STATIC, ...programs })), faults: [] };
}

function folder(): ImageFile {
  return { kind: "folder", mode: 0o755, uid: 0, gid: 0, size: 0, target: undefined, layer: 0, capabilities: undefined };
}

/** `0:0 755`, with a size behind it where that matters, or `-> /run`. */
function sketched(text: string, isFolder: boolean): ImageFile {
  if (text.startsWith("-> ")) return { ...folder(), kind: "symbolic-link", mode: 0o777, target: text.slice(3) };
  const [owner = "", mode = "", size = "1"] = text.split(" ");
  const [uid = 0, gid = 0] = owner.split(":").map(Number);
  return { ...folder(), kind: isFolder ? "folder" : "file", mode: Number.parseInt(mode, 8), uid, gid, size: Number(size) };
}

const NONE: Answer = { kind: "none", reason: "the container ended before it was asked" };

export const SETTINGS: ContainerSettings = hardenedSettings(PLAN, "distroless");

/** The original: it runs, answers and stops. */
export const ORIGINAL: Trial = goodTrial({ settings: originalSettings(), process: ROOT_PROCESS, answers: {} });

/** The hardened container, well. */
export function running(trial: Partial<Trial> = {}): Trial {
  return goodTrial({ settings: SETTINGS, process: HARDENED_PROCESS, answers: {}, ...trial });
}

export function exited(exitCode: number, log: string, settings: ContainerSettings = SETTINGS): Trial {
  return exitedTrial(settings, exitCode, log, { "GET /": [NONE] });
}

/** The engine did not start it. */
export function refused(error: string): Trial {
  return { ...exited(127, ""), start: { outcome: "refused", error, exitCode: undefined, outOfMemory: false, readyMilliseconds: undefined } };
}

/** The trials of one search in which it works exactly when `works` says so; each changes these paths where the root is writable. */
export function relaxed(works: (lifted: readonly Constraint[]) => boolean, sets: readonly (readonly Constraint[])[], changes: readonly string[] = []): readonly RelaxedTrial[] {
  return sets.map((lifted) => {
    const settings = lift(SETTINGS, lifted);
    const seen = settings.readOnlyRoot ? [] : changes.map((path) => ({ path, kind: "added" as const }));
    return { lifted, works: works(lifted), trial: running({ settings, changes: known(seen) }) };
  });
}

/** What is asked of `diagnose` when nothing else is said: an original that is well, and a hardened container that ended by itself. */
export function situation(input: Partial<DiagnosisInput> & { readonly trial?: Trial; readonly before?: ImageSketch; readonly after?: ImageSketch }): DiagnosisInput {
  const { trial = exited(1, ""), before, after, ...rest } = input;
  return {
    application: PLAN.application,
    profile: PLAN.profile,
    variant: { base: "distroless", path: "Dockerfile.distroless", text: "FROM gcr.io/distroless/static-debian13\nUSER app\n" },
    build: { outcome: "built", seconds: 3, command: ["build"], log: "", error: "" },
    original: { trial: ORIGINAL, image: image(before) },
    hardened: { trial, image: image({ ...after, config: { user: "65532:65532", ...after?.config } }) },
    comparisons: [],
    relaxed: [],
    ...rest,
  };
}

export function http(status: number, body: string): Answer {
  return { kind: "http", status, headers: {}, body, binary: false, cut: false, milliseconds: 2 };
}

export function different(probe: string, original: Answer, hardened: Answer, ...differences: readonly string[]): Comparison {
  return { probe, result: "different", original, hardened, differences, volatile: [] };
}
