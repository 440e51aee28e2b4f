import { execFileSync, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { surfaceOf, WANTED_TEXTS, type ImageContents, type ImageFile } from "@bulwark/core/image";
import { readImageArchive } from "@bulwark/image";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { labEnvironment } from "../lab/environment.mjs";

const lab = labEnvironment();
if (lab === undefined && process.env["CI"] === "true") throw new Error("the lab's engine is required in CI: node e2e/lab/lab.mjs up");

const environment = { ...process.env, ...lab };
const docker = (...words: readonly string[]): string => execFileSync("docker", words, { env: environment, encoding: "utf8", maxBuffer: 1 << 28 }).trim();
const LAYERED = `bulwark-image-test:${randomBytes(4).toString("hex")}`;

/** What the engine puts into every container that it makes, whatever its image has there. */
const OF_ENGINE = new Set(["/.dockerenv", "/dev", "/dev/console", "/dev/pts", "/dev/shm", "/etc/hostname", "/etc/hosts", "/etc/mtab", "/etc/resolv.conf", "/proc", "/sys"]);

const KINDS: Readonly<Record<ImageFile["kind"], string>> = { file: "-", folder: "d", "symbolic-link": "l", device: "c", pipe: "p" };

function read(image: string): Promise<ImageContents> {
  const child = spawn("docker", ["save", image], { env: environment, stdio: ["ignore", "pipe", "inherit"] });
  return readImageArchive(child.stdout, { wantedTexts: WANTED_TEXTS, wantedPrograms: [] });
}

/** Mode, owner, size and target of every path, as tar lists what the engine exports of a new container. */
function exported(image: string): ReadonlyMap<string, string> {
  const container = docker("create", image, "/none");
  try {
    const text = spawnSync("sh", ["-c", 'docker export "$0" | tar --list --verbose --numeric-owner --quoting-style=literal --full-time -f -', container], { env: environment, encoding: "utf8", maxBuffer: 1 << 28 }).stdout;
    return new Map(text.trimEnd().split("\n").flatMap((line) => {
      const [mode = "", owner, size, , , ...words] = line.split(/ +/);
      const [name = "", target] = words.join(" ").split(mode.startsWith("h") ? " link to " : " -> ");
      const path = `/${name.endsWith("/") ? name.slice(0, -1) : name}`;
      // A hard link has the mode of its file, whose size stands at the first name; a device has numbers in the place of a size.
      const isSized = mode.startsWith("-") || mode.startsWith("d");
      return OF_ENGINE.has(path) ? [] : [[path, [mode.replace("h", "-").replace("b", "c"), owner, isSized ? size : "0", mode.startsWith("l") ? target : ""].join(" ")]];
    }));
  } finally {
    docker("rm", "-f", container);
  }
}

function listed({ files }: ImageContents): ReadonlyMap<string, string> {
  return new Map([...files].filter(([path]) => path !== "/" && !OF_ENGINE.has(path)).map(([path, file]) => [path, `${modeText(file)} ${file.uid}/${file.gid} ${file.size} ${file.target ?? ""}`]));
}

function modeText({ kind, mode }: ImageFile): string {
  const bits = [...`${KINDS[kind]}rwxrwxrwx`].map((letter, at) => (at === 0 || ((mode >> (9 - at)) & 1) === 1 ? letter : "-"));
  for (const [at, bit, letter] of [[3, 0o4000, "s"], [6, 0o2000, "s"], [9, 0o1000, "t"]] as const) {
    if ((mode & bit) !== 0) bits[at] = bits[at] === "x" ? letter : letter.toUpperCase();
  }
  return bits.join("");
}

describe.skipIf(lab === undefined)("images of a real engine (needs the lab: node e2e/lab/lab.mjs up)", () => {
  const IMAGES = ["debian:13-slim", "gcr.io/distroless/static-debian13:nonroot", LAYERED];
  const reading = new Map<string, Promise<ImageContents>>();
  const contentsOf = (image: string): Promise<ImageContents> => {
    const contents = reading.get(image) ?? read(image);
    reading.set(image, contents);
    return contents;
  };

  beforeAll(() => {
    for (const image of IMAGES.slice(0, 2)) docker("pull", "--quiet", image);
    const folder = dirname(fileURLToPath(import.meta.url));
    docker("build", "--quiet", "--tag", LAYERED, "--file", `${folder}/layers.Dockerfile`, folder);
  });
  afterAll(() => {
    docker("rmi", "-f", LAYERED);
  });

  it.each(IMAGES)("%s has the files that a container of it has", async (image) => {
    const contents = await contentsOf(image);
    expect(contents.faults).toEqual([]);
    const [ours, theirs] = [listed(contents), exported(image)];
    expect(theirs.size).toBeGreaterThan(50);
    expect([...ours.keys()].sort()).toEqual([...theirs.keys()].sort());
    for (const [path, line] of theirs) expect(ours.get(path), path).toBe(line);
  });

  it.each(IMAGES)("%s has the engine's own id, layers and size", async (image) => {
    const contents = await contentsOf(image);
    const [inspected] = JSON.parse(docker("image", "inspect", image));
    expect(contents.id).toBe(inspected.Id);
    expect(contents.layers.map(({ diffId }) => diffId)).toEqual(inspected.RootFS.Layers);
    // The engine counts the files of every layer, those that a later one hides too; of layers that it pulled, also where symbolic links lead.
    const files = [...contents.files.values()].reduce((sum, { size }) => sum + size, 0) + contents.layers.reduce((sum, { wasted }) => sum + wasted, 0);
    const links = [...contents.files.values()].reduce((sum, { target }) => sum + (target?.length ?? 0), 0);
    expect(inspected.Size - files).toBeGreaterThanOrEqual(0);
    expect(inspected.Size - files).toBeLessThanOrEqual(links);
    expect(contents.config).toMatchObject({ user: inspected.Config.User, entrypoint: inspected.Config.Entrypoint ?? [], cmd: inspected.Config.Cmd ?? [], workdir: inspected.Config.WorkingDir });
  });

  it("a container and we see the same surface", async () => {
    const container = docker("run", "--rm", "--entrypoint", "/bin/sh", "--user", "0", LAYERED, "-c", "find / -xdev -type f \\( \\( -perm -4000 -perm /111 \\) -o -perm -2010 \\) | sort; echo; dpkg-query -W -f '${Package}\\n' | sort -u");
    const [setuid = "", packages = ""] = container.split("\n\n");
    const surface = surfaceOf(await contentsOf(LAYERED));
    expect(surface.setuid).toEqual(setuid.split("\n").sort());
    expect(surface.packages).toEqual({ manager: "dpkg", names: packages.split("\n").sort() });
    expect(surface.shells).toEqual(["/bin/bash", "/bin/sh"]);
  });
});
