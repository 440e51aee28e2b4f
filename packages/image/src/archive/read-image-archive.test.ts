import { createHash, randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CompressedSizes, MeasuredLayer } from "../layers/compressed-sizes.ts";
import { writeElf } from "../testing/elf-writer.ts";
import { digestOf, gzipped, imageArchive, imageEntries, LAYOUTS, type WrittenImage } from "../testing/image-writer.ts";
import { readArchive } from "../testing/read.ts";
import { file, folder, hardLink, symbolicLink, tar, tarWithoutEnd } from "../testing/tar-writer.ts";
import { rawFrame } from "../testing/zstd-writer.ts";
import { zstdDecoder } from "../layers/zstd.ts";
import { readImageArchive } from "./read-image-archive.ts";

const BASE = tar(folder("etc"), file("etc/passwd", "root:x:0:0::/root:/bin/sh\n"), folder("usr"), folder("usr/bin"), symbolicLink("bin", "usr/bin"), file("usr/bin/dash", writeElf({ wide: true, little: true, machine: 62, interpreter: "/lib64/ld-linux-x86-64.so.2", needed: ["libc.so.6"] }), 0o755), symbolicLink("usr/bin/sh", "dash"));
const APP = tar(folder("app"), file("app/start", "#!/bin/sh\nexec true\n", 0o755), file("etc/.wh.passwd"));
const PROCESS = {
  User: "app:staff", Entrypoint: ["/app/start"], Cmd: ["serve"], Env: ["PATH=/usr/bin", "A=1=2", "EMPTY"], WorkingDir: "/app", ExposedPorts: { "8080/tcp": {} },
  Volumes: { "/data": {} }, Labels: { a: "b" }, StopSignal: "SIGINT", Healthcheck: { Test: ["CMD", "/app/start", "check"] },
};

const read = (image: Partial<WrittenImage>, options: Parameters<typeof readArchive>[1] = {}) => readArchive(imageArchive({ layout: "docker", layers: [BASE, APP], process: PROCESS, ...image }), options);

describe("the same image in every layout", () => {
  const stores = { plain: undefined, gzip: gzipped, "one of each": (layer: Buffer, index: number) => (index === 0 ? layer : gzipped(layer)) } as const;
  it.each(LAYOUTS.flatMap((layout) => Object.entries(stores).map(([how, store]) => ({ layout, how, store }))))("$layout, layers $how", async ({ layout, store }) => {
    const contents = await read({ layout, ...(store && { store }) });
    expect(contents.faults).toEqual([]);
    expect([...contents.files.keys()]).toEqual(["/", "/app", "/app/start", "/bin", "/etc", "/usr", "/usr/bin", "/usr/bin/dash", "/usr/bin/sh"]);
    expect(contents.layers.map(({ diffId, size, wasted }) => [diffId, size, wasted])).toEqual([[digestOf(BASE), BASE.length, 26], [digestOf(APP), APP.length, 0]]);
    expect(contents.layers.map(({ compressedSize }) => compressedSize)).toEqual([BASE, APP].map((layer, index) => (store === undefined || store(layer, index) === layer ? undefined : store(layer, index).length)));
    expect(contents.config).toEqual({
      architecture: "amd64", os: "linux", user: "app:staff", entrypoint: ["/app/start"], cmd: ["serve"], environment: { PATH: "/usr/bin", A: "1=2", EMPTY: "" }, workdir: "/app",
      exposedPorts: ["8080/tcp"], volumes: ["/data"], labels: { a: "b" }, stopSignal: "SIGINT", healthcheck: ["CMD", "/app/start", "check"], history: [{ createdBy: "COPY . . # test", emptyLayer: false }],
    });
    // What the image starts is looked into without being asked for, through links and interpreters.
    expect([...contents.programs].map(([path, program]) => [path, program.format])).toEqual([["/bin/sh", "elf"], ["/app/start", "script"]]);
  });

  it("is known by the digest of its configuration", async () => {
    const entries = imageEntries({ layout: "old docker", layers: [BASE], process: PROCESS });
    const config = entries.find(({ name }) => name.length === 64 + ".json".length && name.endsWith(".json"));
    expect((await readArchive(tar(...entries))).id).toBe(`sha256:${createHash("sha256").update(config?.content ?? "").digest("hex")}`);
  });

  it("does not depend on the pieces in which it comes", async () => {
    const bytes = imageArchive({ layout: "docker", layers: [BASE, APP], store: gzipped });
    const whole = await readArchive(bytes);
    await fc.assert(fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 2000 }), { minLength: 1, maxLength: 10 }), async (lengths) => {
      expect(await readArchive(bytes, {}, lengths)).toEqual(whole);
    }), { numRuns: 30 });
  });
});

describe("layers in zstd", () => {
  const store = (layer: Buffer): Buffer => {
    const half = Math.ceil(layer.length / 2);
    return Buffer.concat([rawFrame([layer.toString("latin1", 0, half)]), rawFrame([layer.toString("latin1", half)])]);
  };
  const ascii = tar(folder("app"), file("app/main", "x".repeat(5000)));
  const canRead = zstdDecoder(() => undefined) !== undefined;

  it("are read where Node can, and missing with a fault where it cannot", async () => {
    const contents = await readArchive(imageArchive({ layout: "oci", layers: [BASE, ascii], store: (layer, index) => (index === 0 ? layer : store(layer)) }));
    expect(contents.layers[1]).toMatchObject({ diffId: digestOf(ascii), compressedSize: store(ascii).length });
    expect(contents.files.has("/app/main")).toBe(canRead);
    expect(contents.faults.join("\n")).toMatch(canRead ? /^$/ : /^Layer 2 .* needs Node 22.15 or later; its files are missing here\.$/);
  });
});

describe("texts and programs", () => {
  const layers = [tar(
    folder("etc"), symbolicLink("etc/os-release", "../usr/lib/os-release"), folder("usr/lib"), symbolicLink("usr/lib/os-release", "os-release.d/os-release-container"), folder("usr/lib/os-release.d"), file("usr/lib/os-release.d/os-release-container", "ID=fedora\n"),
    folder("var/lib/dpkg/status.d"), file("var/lib/dpkg/status.d/base-files", "Package: base-files\n"), file("var/lib/dpkg/status.d/netbase", "Package: netbase\n"),
    file("elsewhere/passwd", "not this one"), file("etc/passwd", "ü\u0000x"), file("etc/group"), file("etc/large", Buffer.alloc(4 * 1024 * 1024 + 1)), symbolicLink("etc/dangling", "nothing"), hardLink("etc/shadow", "etc/passwd"),
  )];
  const wantedTexts = ["/etc/os-release", "/var/lib/dpkg/status.d/*", "/etc/passwd", "/etc/group", "/etc/large", "/etc/dangling", "/etc/missing", "/etc/shadow", "/nowhere/*"];

  it("are those at the wanted paths, whatever links lead there", async () => {
    const { texts, faults } = await read({ layers }, { wantedTexts });
    expect(Object.fromEntries(texts)).toEqual({
      "/etc/os-release": "ID=fedora\n", "/var/lib/dpkg/status.d/base-files": "Package: base-files\n", "/var/lib/dpkg/status.d/netbase": "Package: netbase\n", "/etc/passwd": "ü\u0000x", "/etc/group": "", "/etc/shadow": "ü\u0000x",
    });
    expect(faults).toEqual([expect.stringMatching(/^"\/etc\/large" is not read: it is larger than 4 MB/)]);
  });

  it("are those of the layer that shows", async () => {
    const { texts } = await read({ layers: [tar(file("etc/passwd", "old"), file("etc/group", "old")), tar(file("etc/passwd", "new"), file("etc/.wh.group"))] }, { wantedTexts });
    expect(Object.fromEntries(texts)).toEqual({ "/etc/passwd": "new" });
  });

  it("may be asked for by any name, executable or not", async () => {
    const contents = await read({ layers: [tar(file("opt/run", "#! /usr/bin/env  bash\n", 0o644), file("opt/data", "x"), symbolicLink("run", "opt/run"))] }, { wantedPrograms: ["/opt/run", "/run", "/opt/data", "/none"] });
    expect(Object.fromEntries(contents.programs)).toEqual({ "/opt/run": { format: "script", interpreter: "/usr/bin/env", argument: "bash" }, "/run": { format: "script", interpreter: "/usr/bin/env", argument: "bash" }, "/opt/data": { format: "other" } });
  });

  it("are not looked for in files of the command that nobody may start", async () => {
    const { programs, faults } = await read({ layers: [BASE, tar(file("app.py", "print(1)\n"), file("empty.py", ""))], process: { Cmd: ["sh", "/app.py", "/empty.py"], Env: ["PATH=/usr/bin"] } });
    expect([faults, [...programs.keys()]]).toEqual([[], ["/bin/sh", "/usr/bin/sh", "/empty.py"]]);
  });

  it("follow env to the program that it finds", async () => {
    const layer = tar(file("app/tool", "#!/usr/bin/env -S bash -e\n", 0o755), file("usr/bin/env", writeElf({ wide: true, little: true, machine: 62 }), 0o755), file("usr/bin/bash", writeElf({ wide: true, little: true, machine: 62 }), 0o755));
    const { programs } = await read({ layers: [layer], process: { Entrypoint: ["tool"], Env: ["PATH=/app:/usr/bin"] } });
    expect([...programs.keys()]).toEqual(["/app/tool", "/usr/bin/env", "/usr/bin/bash"]);
  });
});

describe("what does not fit together is a fault, and the rest holds", () => {
  const entries = (image: Partial<WrittenImage> = {}) => imageEntries({ layout: "docker", layers: [BASE, APP], process: PROCESS, ...image });

  it("a blob that is not what its name says", async () => {
    const spoilt = entries().map((entry) => (entry.name.endsWith(digestOf(APP).slice(7)) ? { ...entry, content: tar(file("evil")) } : entry));
    const { faults, files, layers } = await readArchive(tar(...spoilt));
    expect(faults).toHaveLength(2);
    expect(faults[0]).toContain(`The blob "${digestOf(APP)}" does not hold what its name says: its content is ${digestOf(tar(file("evil")))}`);
    expect(faults[1]).toContain(`is not what the configuration says: its content is ${digestOf(tar(file("evil")))}, not ${digestOf(APP)}`);
    expect(layers[1]?.diffId).toBe(digestOf(tar(file("evil"))));
    expect(files.has("/usr/bin/dash")).toBe(true);
  });

  it.each([
    ["a configuration with other layers", { configuration: (same: object) => ({ ...same, rootfs: { diff_ids: [digestOf(APP), digestOf(BASE)] } }) }, /Layer 1 .* is not what the configuration says/],
    ["fewer diff ids than layers", { configuration: (same: object) => ({ ...same, rootfs: { diff_ids: [digestOf(BASE)] } }) }, /names 2 layers and the configuration 1/],
    ["a configuration that is a list", { configuration: () => [] }, /names 2 layers and the configuration 0/],
    ["gzip that is cut off", { store: (layer: Buffer) => gzipped(layer).subarray(0, -20) }, /cannot be unpacked to its end \(unexpected end of file\)/],
    ["gzip whose checksum is wrong", { store: (layer: Buffer) => Buffer.concat([gzipped(layer).subarray(0, -8), Buffer.alloc(8)]) }, /cannot be unpacked to its end \(incorrect data check\)/],
    ["a layer that is no archive", { store: () => Buffer.from("no archive at all") }, /is no tar, gzip or zstd; its files are missing/],
    ["a layer that ends early", { layers: [BASE, APP.subarray(0, 1600)] }, /Layer 2 .*: ends in the middle of "app\/start"/],
  ])("%s", async (_, image, fault) => {
    const contents = await readArchive(tar(...entries(image)));
    expect(contents.faults.join("\n")).toMatch(fault);
    expect(contents.id).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it("a layer that is not there", async () => {
    const { faults, files } = await readArchive(tar(...entries({ layout: "oci" }).filter(({ name }) => !name.endsWith(digestOf(APP).slice(7)))));
    expect(faults.join("\n")).toMatch(/Layer 2 .* is not in the archive; its files are missing here/);
    expect(files.has("/etc/passwd")).toBe(true);
  });

  it("no image, or no archive", async () => {
    for (const bytes of [Buffer.alloc(0), Buffer.alloc(10_240), randomBytes(3000), tar(file("a", "b")), tar(file("manifest.json", "{"), file("index.json", "[1]"))]) {
      const { faults, files, id } = await readArchive(bytes);
      expect(faults.join("\n")).toContain("The archive holds no image");
      expect([id, [...files.keys()]]).toEqual(["", ["/"]]);
    }
  });

  it("several images: one of them is read, and it is said", async () => {
    const other = entries({ layers: [APP] }).filter(({ name }) => name.startsWith("blobs/"));
    const both = [...other, ...entries()].filter(({ name }) => name !== "manifest.json" && name !== "index.json");
    const image = (of: readonly { readonly name: string }[], layers: readonly Buffer[]) => ({ Config: of.find(({ name }) => name.startsWith("blobs/") && layers.every((layer) => !name.endsWith(digestOf(layer).slice(7))))?.name, Layers: layers.map((layer) => `blobs/${digestOf(layer).replace(":", "/")}`) });
    const { faults, layers } = await readArchive(tar(...both, file("manifest.json", JSON.stringify([image(entries(), [BASE, APP]), image(other, [APP])]))));
    expect(layers).toHaveLength(2);
    expect(faults.some((fault) => fault.startsWith("The archive holds 2 images; only the one of"))).toBe(true);
  });

  it("a document of a hundred megabytes is not kept", async () => {
    const { faults } = await readArchive(tar(file("manifest.json", Buffer.alloc(100 * 1024 * 1024, "["))));
    expect(faults.join("\n")).toContain("The archive holds no image");
  });

  it("a circle of links between layers", async () => {
    const linked = entries({ layout: "podman" }).map((entry) => (entry.type === "2" ? { ...entry, link: `../${entry.name}` } : entry));
    expect((await readArchive(tar(...linked))).faults.join("\n")).toMatch(/Layer 1 .* is not in the archive/);
  });

  it("says little of a thousand faults", async () => {
    const many = tar(...Array.from({ length: 1000 }, (_, at) => file(`../up${at}`)));
    const { faults } = await read({ layers: [many] });
    expect(faults.length).toBeLessThan(110);
  });
});

describe("an archive that ends anywhere", () => {
  it.each(LAYOUTS)("never fails otherwise than by a fault: %s", async (layout) => {
    const bytes = imageArchive({ layout, layers: [BASE, APP], store: (layer, index) => (index === 0 ? layer : gzipped(layer)) });
    const whole = await readArchive(bytes);
    let faulty = 0;
    for (let length = 0; length < bytes.length; length += 512) {
      const contents = await readArchive(bytes.subarray(0, length));
      faulty += Math.min(1, contents.faults.length);
      if (contents.faults.length === 0) expect(contents, `cut at ${length}`).toEqual(whole);
    }
    expect(faulty).toBeGreaterThan(bytes.length / 512 - 12);
  });

  it("and any bytes changed in it", async () => {
    const bytes = imageArchive({ layout: "docker", layers: [BASE, APP], store: gzipped });
    const whole = await readArchive(bytes);
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }), async (changes) => {
      const changed = Buffer.from(bytes);
      for (const [at, byte] of changes) changed[at] = byte;
      const { faults, files } = await readArchive(changed);
      // Whatever differs in what was read has been noticed.
      if (faults.length === 0) expect([...files.keys()]).toEqual([...whole.files.keys()]);
    }), { numRuns: 300 });
  });
});

describe("compressed sizes", () => {
  /** Remembers, and tells what was asked. */
  function memory(): CompressedSizes & { readonly kept: Map<string, MeasuredLayer> } {
    const kept = new Map<string, MeasuredLayer>();
    return { kept, find: (key) => kept.get(key), keep: (key, measured) => void kept.set(key, measured) };
  }
  const text = Array.from({ length: 60_000 }, (_, at) => `line ${(at * 7919) % 1000} of a text that gzip makes smaller\n`).join("");
  const layer = tar(file("text", text), file("noise", randomBytes(6_000_000)), file("more", text));

  it("of plain layers are those of gzip at its default level", async () => {
    const { layers } = await read({ layers: [layer] }, { compress: memory() });
    const gzip = gzipSync(layer, { level: 6 }).length;
    expect(Math.abs((layers[0]?.compressedSize ?? 0) - gzip)).toBeLessThan(gzip / 500);
  });

  it("are remembered by diff id, and by the name under which the archive holds the layer", async () => {
    const compress = memory();
    await read({ layout: "old docker", layers: [layer] }, { compress });
    const id = digestOf(layer);
    const named = digestOf(Buffer.from("layer 0")).slice(7);
    expect([...compress.kept.keys()].sort()).toEqual([id.slice(7), named].sort());
    for (const key of compress.kept.keys()) compress.kept.set(key, { diffId: id, size: layer.length, compressedSize: 42 });
    for (const layout of LAYOUTS) expect((await read({ layout, layers: [layer] }, { compress })).layers[0]?.compressedSize).toBe(42);
  });

  it("of another layer of the same name do not count", async () => {
    const compress = memory();
    compress.keep(digestOf(Buffer.from("layer 0")).slice(7), { diffId: digestOf(BASE), size: 1, compressedSize: 1 });
    expect((await read({ layout: "old docker", layers: [APP] }, { compress })).layers[0]?.compressedSize).toBe(undefined);
  });

  it("of layers that are cut off are not known, and not remembered", async () => {
    const compress = memory();
    const bytes = tarWithoutEnd(file(`${"a".repeat(64)}/layer.tar`, layer)).subarray(0, 5000);
    await readArchive(bytes, { compress });
    expect(compress.kept.size).toBe(0);
  });
});

describe("the stream", () => {
  it("may fail: what it throws is thrown", async () => {
    const stream = new Readable({ read() { this.destroy(new Error("the engine is gone")); } });
    await expect(readImageArchive(stream, { wantedTexts: [], wantedPrograms: [] })).rejects.toThrow("the engine is gone");
  });

  it("is ended when the reading is cancelled", async () => {
    const bytes = imageArchive({ layout: "docker", layers: [BASE, APP] });
    const controller = new AbortController();
    // It begins, and then nothing comes any more.
    const pieces = [bytes.subarray(0, 3000)];
    const stream = new Readable({ read() { for (const piece of pieces.splice(0)) this.push(piece); } });
    setTimeout(() => controller.abort(new Error("stopped by the user")), 20);
    await expect(readImageArchive(stream, { wantedTexts: [], wantedPrograms: [], signal: controller.signal })).rejects.toThrow("stopped by the user");
    expect(stream.destroyed).toBe(true);
  });

  it("is not begun when it was cancelled before", async () => {
    const stream = Readable.from([Buffer.alloc(0)]);
    await expect(readImageArchive(stream, { wantedTexts: [], wantedPrograms: [], signal: AbortSignal.abort(new Error("stopped")) })).rejects.toThrow("stopped");
  });
});
