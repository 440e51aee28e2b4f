import { known, unknown, type Evidence, type Fact } from "../../source/fact.ts";
import type { CommandSetting, ImageConfig, PortSetting, StageBase } from "../model.ts";
import { readPorts } from "../read-ports.ts";
import { readUser } from "../read-user.ts";
import type { ImageReference } from "../reference.ts";
import { gatherPaths, gatherPorts, type ConfigValues } from "./config.ts";

/** The shell of the shell form where nothing else is said. Source: Dockerfile reference, "SHELL". */
const DEFAULT_SHELL: readonly string[] = ["/bin/sh", "-c"];

/** A base that is no stage of the file, with what the catalogue says of it. */
export interface KnownBase {
  readonly base: StageBase;
  readonly image: ImageConfig | undefined;
  /** Whether image or escape character speak for Windows, where defaults differ. */
  readonly isWindows: boolean;
  /** The FROM. */
  readonly evidence: Evidence;
}

/** What a stage starts with that is made FROM scratch or an image. Source: BuildKit, `emptyImage` and `defaultShell`; Docker's defaults. */
export function baseConfig(from: KnownBase): ConfigValues {
  return from.base.kind === "scratch" ? emptyConfig(from) : imageConfig(from);
}

function emptyConfig({ evidence }: KnownBase): ConfigValues {
  return {
    user: known(readUser("", undefined), { ...evidence, observation: "scratch sets no user, so it is root" }),
    workdir: known("/", evidence),
    shell: known(DEFAULT_SHELL, { ...evidence, observation: "no SHELL, so Docker's default" }),
    entrypoint: known(undefined, evidence),
    cmd: known(undefined, evidence),
    cmdStage: undefined,
    healthcheck: known(undefined, evidence),
    ports: gatherPorts(known([], evidence)),
    volumePaths: gatherPaths(known([], evidence)),
    stopSignal: known("SIGTERM", { ...evidence, observation: "no STOPSIGNAL, so Docker's default" }),
  };
}

function imageConfig(from: KnownBase): ConfigValues {
  const { image } = from;
  return {
    user: inherit(from, "user", image?.user, (user) => readUser(user, undefined)),
    workdir: inherit(from, "working directory", image?.workdir, (workdir) => (workdir === "" ? "/" : workdir)),
    shell: inheritedShell(from),
    entrypoint: inherit(from, "entrypoint", image?.entrypoint, imageCommand),
    cmd: inherit(from, "command", image?.cmd, imageCommand),
    cmdStage: undefined,
    healthcheck:
      image?.healthcheck === true
        ? unknown(`${baseName(from)} has a health check, and what it runs is not known`)
        : inherit(from, "health check", image?.healthcheck, () => undefined),
    ports: gatherPorts(inherit(from, "exposed ports", image?.exposedPorts, imagePorts)),
    volumePaths: gatherPaths(inherit(from, "volumes", image?.volumes, (paths) => paths.map((path) => ({ path, range: undefined })))),
    stopSignal: inherit(from, "stop signal", image?.stopSignal, (signal) => (signal === "" ? "SIGTERM" : signal)),
  };
}

function inherit<V, T>(from: KnownBase, what: string, value: V | undefined, read: (value: V) => T): Fact<T> {
  if (from.base.kind === "unknown") return unknown(`the base image, which decides the ${what}, is not known: ${from.base.reason}`);
  if (from.image === undefined) return unknown(`nothing is known of ${baseName(from)}, which decides the ${what}`);
  if (value === undefined) return unknown(`the catalogue does not tell the ${what} of ${baseName(from)}`);
  return known(read(value), { ...from.evidence, observation: `${what} of ${baseName(from)}, as its image is known to have it` });
}

/** Images that set SHELL are rare enough that Docker's default is taken where nothing speaks for Windows; the evidence says so. */
function inheritedShell(from: KnownBase): Fact<readonly string[]> {
  const { image, isWindows, evidence } = from;
  if (image?.shell !== undefined && image.shell.length > 0) return inherit(from, "shell", image.shell, (shell) => shell);
  if (isWindows) return unknown(`this looks written for Windows, where the shell depends on the image, and ${baseName(from)} is not known to set one`);
  return known(DEFAULT_SHELL, { ...evidence, observation: "no SHELL, so Docker's default" });
}

function imageCommand(argv: readonly string[]): CommandSetting | undefined {
  return argv.length === 0 ? undefined : { form: "exec", argv, instruction: undefined };
}

function imagePorts(words: readonly string[]): readonly PortSetting[] {
  return words.flatMap((word) => (readPorts(word) ?? []).map((port) => ({ ...port, range: undefined })));
}

function baseName({ base }: KnownBase): string {
  return base.kind === "image" ? base.reference.text : "the base image";
}

/** Whether an image's name tells that it is one of Microsoft's Windows images. */
export function isWindowsImage({ registry, repository, tag = "" }: ImageReference): boolean {
  if (registry === "mcr.microsoft.com" && /^(?:windows|dotnet\/framework)\b/.test(repository)) return true;
  return ["nanoserver", "windowsservercore"].some((edition) => tag.includes(edition) || repository.includes(edition));
}
