import type { ImageConfig, ImageContents } from "../../image/contents.ts";
import { known, unknown, type Fact } from "../../source/fact.ts";
import { readPorts } from "../../dockerfile/read-ports.ts";
import { joinPath } from "../../context/path.ts";
import type { HealthcheckSetting, PortSetting } from "../../dockerfile/model.ts";
import type { Posture } from "../posture.ts";
import { shownBase, shownLibc } from "./base.ts";
import { shownPackageManager, shownPackages, shownShell } from "./software.ts";
import { shownCapabilities, shownEntrypoint } from "./start.ts";
import { shownUser } from "./user.ts";

/** Where the configuration is the evidence. */
const CONFIGURATION = "the image's configuration";

/** How a container of an image will run, as its files and its configuration show it: the same facts that a Dockerfile predicts. */
export function showPosture(contents: ImageContents): Posture {
  const { config } = contents;
  if (contents.id === "") return unseen("the image could not be read");
  return {
    user: shownUser(contents),
    entrypoint: shownEntrypoint(contents),
    healthcheck: shownHealthcheck(config),
    shell: shownShell(contents),
    packageManager: shownPackageManager(contents),
    libc: shownLibc(contents),
    base: shownBase(contents),
    ports: shownPorts(config),
    volumes: known(config.volumes.map((path) => ({ path, range: undefined })), said(`names ${config.volumes.length} volumes`)),
    workdir: known(joinPath("/", config.workdir), said(config.workdir === "" ? "has no working directory, so /" : `has the working directory ${config.workdir}`)),
    stopSignal: known(config.stopSignal === "" ? "SIGTERM" : config.stopSignal, said(config.stopSignal === "" ? "has no stop signal, so the default" : `has the stop signal ${config.stopSignal}`)),
    packages: shownPackages(contents),
    capabilities: shownCapabilities(contents),
    writablePaths: unknown("an image does not show where its program writes; a running container does"),
  };
}

function said(what: string): { readonly observation: string } {
  return { observation: `${CONFIGURATION} ${what}` };
}

function shownHealthcheck({ healthcheck }: ImageConfig): Fact<HealthcheckSetting | undefined> {
  const [kind, ...words] = healthcheck;
  if (kind === undefined || kind === "NONE") return known(undefined, said("has no health check"));
  const form = kind === "CMD-SHELL" ? "shell" : "exec";
  const argv = form === "shell" ? ["/bin/sh", "-c", ...words] : words;
  return known({ command: { form, argv, instruction: undefined }, options: {}, instruction: undefined }, said(`has the health check ${words.join(" ")}`));
}

function shownPorts({ exposedPorts }: ImageConfig): Fact<readonly PortSetting[]> {
  const read = exposedPorts.map((word) => ({ word, ports: readPorts(word) }));
  const unread = read.find(({ ports }) => ports === undefined);
  if (unread !== undefined) return unknown(`the image exposes ${JSON.stringify(unread.word.slice(0, 40))}, which is no port`);
  return known(read.flatMap(({ ports }) => (ports ?? []).map((port) => ({ ...port, range: undefined }))), said(`exposes ${exposedPorts.length === 0 ? "no port" : exposedPorts.join(", ")}`));
}

function unseen(reason: string): Posture {
  const fact = unknown(reason);
  return {
    user: fact, entrypoint: fact, healthcheck: fact, shell: fact, packageManager: fact, libc: fact, base: fact, ports: fact, volumes: fact,
    workdir: fact, stopSignal: fact, packages: fact, capabilities: fact, writablePaths: fact,
  };
}
