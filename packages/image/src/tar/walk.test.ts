import { execFileSync } from "node:child_process";
import { closeSync, ftruncateSync, linkSync, mkdirSync, mkdtempSync, openSync, rmSync, symlinkSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { walkArchive } from "../testing/read.ts";
import { file, folder, hardLink, padded, seal, symbolicLink, tar, tarWithoutEnd, type WrittenEntry } from "../testing/tar-writer.ts";

const paths = (bytes: Buffer): readonly string[] => walkArchive(bytes).entries.map(({ path }) => path);

const isGnu = execFileSync("tar", ["--version"], { encoding: "utf8" }).includes("GNU tar");

describe.skipIf(!isGnu && process.env["CI"] !== "true")("archives of GNU tar", () => {
  const root = mkdtempSync(join(tmpdir(), "bulwark-tar-"));
  const tree = join(root, "tree");
  const long = `${"deep-folder-name/".repeat(12)}${"n".repeat(120)}`;
  const holes = [[0, "begin"], [1_000_000, "middle"], [1_004_096, "beside"], [3_000_000, "end"]] as const;

  beforeAll(() => {
    mkdirSync(join(tree, long, ".."), { recursive: true });
    writeFileSync(join(tree, long), "long name\n");
    writeFileSync(join(tree, "ünï 文件 \u{1f600}"), "");
    writeFileSync(join(tree, "program"), "x".repeat(1000), { mode: 0o755 });
    execFileSync("chmod", ["4755", join(tree, "program")]);
    linkSync(join(tree, "program"), join(tree, "zz-linked"));
    symlinkSync(`/${"t".repeat(150)}`, join(tree, "link"));
    const sparse = openSync(join(tree, "sparse"), "w");
    for (const [at, text] of holes) writeSync(sparse, text, at);
    ftruncateSync(sparse, 4_000_000);
    closeSync(sparse);
    const many = openSync(join(tree, "sparse-many"), "w");
    for (let hole = 0; hole < 60; hole++) writeSync(many, `part ${hole}`, hole * 20_000);
    closeSync(many);
    writeFileSync(join(tree, "zzz-last"), "the last\n");
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const pack = (...options: readonly string[]): Buffer => execFileSync("tar", ["--create", "--numeric-owner", "--sort=name", ...options, "-C", tree, "."], { maxBuffer: 1 << 28 });

  /** As `tar tv` tells it: mode, owner, size, path, link. */
  function listed(bytes: Buffer): readonly string[] {
    const text = execFileSync("tar", ["--list", "--verbose", "--numeric-owner", "--quoting-style=literal", "--full-time", "-f", "-"], { input: bytes, encoding: "utf8", maxBuffer: 1 << 28 });
    return text.trimEnd().split("\n").map((line) => {
      const [mode, owner, size, , , ...name] = line.split(/ +/);
      return [mode, owner, mode?.startsWith("h") === true ? "0" : size, name.join(" ")].join(" ");
    });
  }

  const KINDS = { file: "-", "hard-link": "h", "symbolic-link": "l", folder: "d", device: "c", pipe: "p" } as const;

  function walked(bytes: Buffer): readonly string[] {
    return walkArchive(bytes, [300_000]).entries.map(({ type, path, link, mode, uid, gid, size }) => {
      const bits = [...`${KINDS[type]}rwxrwxrwx`].map((letter, at) => (at === 0 || (mode >> (9 - at)) & 1 ? letter : "-"));
      if ((mode & 0o4000) !== 0) bits[3] = bits[3] === "x" ? "s" : "S";
      const name = path === "/" ? "./" : `.${path}${type === "folder" ? "/" : ""}`;
      return [bits.join(""), `${uid}/${gid}`, String(size), type === "symbolic-link" ? `${name} -> ${link}` : type === "hard-link" ? `${name} link to .${link}` : name].join(" ");
    });
  }

  const FORMATS = [
    ["GNU", ["--format=gnu"]],
    ["pax", ["--format=pax"]],
    ["GNU, sparse", ["--format=gnu", "--sparse"]],
    ["pax, sparse 0.0", ["--format=pax", "--sparse", "--sparse-version=0.0"]],
    ["pax, sparse 0.1", ["--format=pax", "--sparse", "--sparse-version=0.1"]],
    ["pax, sparse 1.0", ["--format=pax", "--sparse", "--sparse-version=1.0"]],
    ["numbers that octal digits do not hold", ["--format=gnu", "--owner=3000000000", "--group=:2999999999"]],
  ] as const;

  it.each(FORMATS)("are listed as tar lists them: %s", (_, options) => {
    const bytes = pack(...options);
    expect(walkArchive(bytes).faults).toEqual([]);
    expect(walked(bytes)).toEqual(listed(bytes));
  });

  it.each(FORMATS)("give every file as it is on the disk: %s", (_, options) => {
    const { entries } = walkArchive(pack(...options), [777, 100_000]);
    const contentOf = (path: string): Buffer | undefined => entries.find((entry) => entry.path === path)?.content;
    const sparse = Buffer.alloc(4_000_000);
    for (const [at, text] of holes) sparse.write(text, at);
    expect(contentOf("/sparse")?.equals(sparse)).toBe(true);
    expect(contentOf("/sparse-many")?.toString("latin1", 19_999 + 1, 20_006)).toBe("part 1");
    expect(contentOf("/sparse-many")?.length).toBe(59 * 20_000 + 7);
    expect(contentOf("/zzz-last")?.toString()).toBe("the last\n");
  });
});

describe("what a header says", () => {
  it("joins the front of a ustar name, and not GNU's times in the same place", () => {
    const prefix = (magic: string) => (block: Buffer) => {
      block.write(magic, 257, "latin1");
      block.write("front", 345, "latin1");
    };
    expect(paths(tar({ ...file("name"), change: prefix("ustar\u000000") }, { ...file("name"), change: prefix("ustar  \0") }))).toEqual(["/front/name", "/name"]);
  });

  it("knows a folder of an old archive by its slash, and only there", () => {
    const { entries } = walkArchive(tar({ name: "old/", type: "\0" }, { name: "new/", type: "0" }));
    expect(entries.map(({ type, path }) => [type, path])).toEqual([["folder", "/old"], ["file", "/new"]]);
  });

  it("takes pax' word over the header's, for one entry", () => {
    const pax = { path: "real/näme", size: "3", uid: "70000000", gid: "7", linkpath: "x" };
    const [first, second] = walkArchive(tar({ ...file("short", "abc"), size: 0, pax }, file("next", "n"))).entries;
    expect(first).toMatchObject({ path: "/real/näme", size: 3, uid: 70_000_000, gid: 7, content: Buffer.from("abc") });
    expect(second).toMatchObject({ path: "/next", uid: 0, content: Buffer.from("n") });
  });

  it("leaves global pax headers alone, as container engines do", () => {
    const global: WrittenEntry = { name: "pax_global_header", type: "g", content: "18 path=elsewhere\n" };
    expect(walkArchive(tar(global, file("here", "h")))).toMatchObject({ faults: [], entries: [{ path: "/here", content: Buffer.from("h") }] });
  });

  it("keeps every byte of a file capability", () => {
    const value = Buffer.from("0100000280000000000000000000000000000000", "hex");
    const [entry] = walkArchive(tar({ ...file("ping", "x"), pax: { "SCHILY.xattr.security.capability": value, "SCHILY.xattr.user.other": "\n" } })).entries;
    expect(Buffer.from(entry?.capabilities ?? []).equals(value)).toBe(true);
  });

  it("gives links no content, whatever their size says", () => {
    const { entries } = walkArchive(tar({ ...hardLink("b", "a"), size: 4096 }, file("c", "c")));
    expect(entries.map(({ path, size }) => [path, size])).toEqual([["/b", 0], ["/c", 1]]);
  });

  it("tells all kinds apart", () => {
    const kinds = ["0", "7", "1", "2", "3", "4", "5", "D", "6"].map((type) => ({ name: `n${type}`, type, link: "x" }));
    expect(walkArchive(tar(...kinds)).entries.map(({ type }) => type)).toEqual(["file", "file", "hard-link", "symbolic-link", "device", "device", "folder", "folder", "pipe"]);
  });

  it("keeps names apart that are no UTF-8", () => {
    const raw = (byte: number): WrittenEntry => ({ ...file("x"), change: (block) => void block.writeUInt8(byte, 0) });
    expect(paths(tar(raw(0xff), raw(0xfe)))).toEqual(["/\\xff", "/\\xfe"]);
  });

  it("does not need the marker at the end", () => {
    expect(walkArchive(tarWithoutEnd(file("a", "1")))).toMatchObject({ faults: [], entries: [{ path: "/a" }] });
  });

  it("reads nothing behind the marker", () => {
    expect(paths(Buffer.concat([tar(file("a")), tar(file("hidden"))]))).toEqual(["/a"]);
  });
});

describe("hostile archives", () => {
  const refused: readonly (readonly [string, readonly WrittenEntry[], readonly string[], RegExp])[] = [
    ["a path out of the root", [file("../up"), file("a/../../up"), file("ok")], ["/ok"], /"\.\.\/up" leads out of the root/],
    ["an absolute path, which is meant from the root", [file("/etc/passwd"), file("//a//./b/../c")], ["/etc/passwd", "/a/c"], /^$/],
    ["a hard link out of the root", [hardLink("a", "../../b")], [], /links to/],
    ["a NUL in a pax path", [{ ...file("a"), pax: { path: "b\0c" } }, file("ok")], [], /damaged pax header/],
    ["a component that no file system takes", [file("ok"), { ...file("x"), pax: { path: `${"c".repeat(256)}/a` } }], ["/ok"], /no path that a file system takes/],
    ["a path that no file system takes", [{ ...file("x"), pax: { path: "a/".repeat(3000) } }], [], /no path that a file system takes/],
    ["an unknown kind", [{ ...file("odd", "content"), type: "Q" }, file("ok")], ["/ok"], /kind "Q"/],
    ["a wrong checksum", [file("first"), { ...file("second"), spoil: (block) => void (block[0] = 0x41) }, file("third")], ["/first"], /damaged at byte 512, behind "first"/],
    ["a size that is no number", [{ ...file("a"), change: (block) => void block.write("9999", 124, "latin1") }], [], /damaged at byte 0/],
    ["a negative size", [{ ...file("a"), change: (block) => void block.fill(0xff, 124, 136) }], [], /damaged at byte 0/],
    ["a size beyond all numbers", [{ ...file("a"), change: (block) => void block.fill(0xff, 125, 136).writeUInt8(0x80, 124) }], [], /damaged at byte 0/],
    ["a size that the archive does not have", [{ ...file("a", "abc"), size: 8 ** 11 - 1 }], ["/a"], /ends in the middle of "a"/],
    ["a pax record that claims more than there is", [{ name: "x", type: "x", content: "999 path=a\n" }, file("b")], [], /damaged pax header/],
    ["a pax header of a gigabyte", [{ name: "x", type: "x", size: 2 ** 30 }], [], /header of 1073741824 bytes/],
    ["a pax size that is none", [{ ...file("a"), pax: { size: "-1" } }], [], /damaged pax header/],
    ["a GNU name that is cut off", [{ name: "././@LongLink", type: "L", size: 5000, content: "name" }], [], /ends in the middle/],
  ];

  it.each(refused)("%s", (_, entries, wanted, fault) => {
    const walked = walkArchive(tar(...entries));
    expect(walked.entries.map(({ path }) => path)).toEqual(wanted);
    expect(walked.faults.join("\n")).toMatch(fault);
  });

  it("does not print what a name would do to a terminal", () => {
    const { faults } = walkArchive(tar({ ...file("x"), pax: { path: `../\u001b[31m${"x".repeat(2000)}` } }));
    expect(faults.join("")).not.toContain("\u001b");
    expect(faults.join("").length).toBeLessThan(400);
  });

  it("gives nothing of a sparse file whose map cannot be true", () => {
    const block = (fragments: readonly (readonly [number, number])[], size: number) => (header: Buffer): void => {
      fragments.forEach(([offset, length], at) => header.write(`${offset.toString(8).padStart(11, "0")}\0${length.toString(8).padStart(11, "0")}\0`, 386 + 24 * at, "latin1"));
      header.write(`${size.toString(8).padStart(11, "0")}\0`, 483, "latin1");
    };
    const cases = [[[[0, 3], [1, 3]], 10], [[[0, 3], [8, 3]], 10], [[[0, 3]], 10]] as const;
    for (const [fragments, size] of cases) {
      const { entries, faults } = walkArchive(tar({ ...file("s", "abcdef"), type: "S", change: block(fragments, size) }, file("next", "n")));
      expect([entries.map(({ path, content }) => [path, content?.toString()]), faults]).toEqual([[["/s", undefined], ["/next", "n"]], []]);
    }
  });

  it("does not write out a hole of a terabyte", () => {
    const { entries } = walkArchive(tar({ ...file("s", padded(Buffer.from("1\n0\n0\n"))), pax: { "GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.name": "huge", "GNU.sparse.realsize": String(2 ** 40) } }));
    expect(entries).toMatchObject([{ path: "/huge", size: 2 ** 40, content: undefined }]);
  });

  it("gives up on a map of fragments that never ends", () => {
    const map = Buffer.from(`2\n${"0\n".repeat(1)}${"0".repeat(3000)}`);
    const { entries } = walkArchive(tar({ ...file("s", map), pax: { "GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.name": "s", "GNU.sparse.realsize": "10" } }, file("next", "n")));
    expect(entries.map(({ path, content }) => [path, content?.toString()])).toEqual([["/s", undefined], ["/next", "n"]]);
  });
});

describe("however the archive comes", () => {
  const sample = tar(
    folder("a"), file("a/b", "b".repeat(1300)), symbolicLink("l", "a/b"), hardLink("h", "a/b"),
    { ...file("x", "abc"), pax: { path: `${"long/".repeat(40)}name` } },
    { name: "././@LongLink", type: "L", content: `${"gnu/".repeat(40)}name\0` }, file("cut", "gnu content"),
    { ...file("s", Buffer.concat([padded(Buffer.from("1\n5\n3\n")), Buffer.from("abc")])), pax: { "GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.name": "sparse", "GNU.sparse.realsize": "10" } },
    file("last", "end"),
  );
  const whole = walkArchive(sample);

  it("is read whole", () => {
    expect(whole.faults).toEqual([]);
    expect(whole.entries.find(({ path }) => path === "/sparse")?.content).toEqual(Buffer.from("\0\0\0\0\0abc\0\0"));
  });

  it("gives the same for any pieces", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 1500 }), { minLength: 1, maxLength: 20 }), (lengths) => {
      expect(walkArchive(sample, lengths)).toEqual(whole);
    }), { numRuns: 60 });
  });

  it("is silent about a cut only where every entry before it is whole", () => {
    const silent: number[] = [];
    for (let length = 0; length < sample.length; length += 64) {
      const { entries, faults } = walkArchive(sample.subarray(0, length));
      const before = whole.entries.slice(0, entries.length);
      expect(entries.map(({ path }) => path)).toEqual(before.map(({ path }) => path));
      if (faults.length === 0) {
        expect(entries).toEqual(before);
        silent.push(length);
      }
    }
    // The beginning, the place behind each entry (not those behind its pax and GNU headers), and the second block of the marker.
    expect(silent.length).toBe(1 + whole.entries.length + 512 / 64);
  });

  it("takes any bytes without throwing", () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(sample.length - 1), fc.nat(255)), { maxLength: 12 }), fc.boolean(), (changes, sealed) => {
      const bytes = Buffer.from(sample);
      for (const [at, byte] of changes) bytes[at] = byte;
      // With right checksums the damage gets behind the first look.
      if (sealed) for (const [at] of changes) seal(bytes.subarray(at - (at % 512), at - (at % 512) + 512));
      expect(() => walkArchive(bytes, [1000])).not.toThrow();
    }), { numRuns: 2000 });
  });
});
