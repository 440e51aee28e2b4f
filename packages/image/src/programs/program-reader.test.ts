import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ProgramFormat } from "@bulwark/core/image";
import { writeElf } from "../testing/elf-writer.ts";
import { piecesOf } from "../testing/read.ts";
import { ProgramReader } from "./program-reader.ts";

function look(bytes: Buffer, { lengths, whole = true }: { readonly lengths?: readonly number[]; readonly whole?: boolean } = {}): ProgramFormat | undefined | "never" {
  let result: ProgramFormat | undefined | "never" = "never";
  const reader = new ProgramReader((program) => (result = program));
  for (const piece of piecesOf(bytes, lengths)) reader.write(piece);
  reader.end(whole);
  return result;
}

describe("programs", () => {
  it.each([
    ["amd64", true, true, 62], ["386", false, true, 3], ["arm64", true, true, 183], ["arm", false, true, 40], ["s390x", true, false, 22], ["ppc64le", true, true, 21], ["ppc64", true, false, 21],
    ["riscv64", true, true, 243], ["mips", false, false, 8], ["mips64le", true, true, 8], ["loong64", true, true, 258], ["machine 999", true, true, 999],
  ] as const)("of %s are read in their own width and byte order", (architecture, wide, little, machine) => {
    const interpreter = "/lib/ld.so.1";
    const needed = ["libssl.so.3", "libc.so.6"];
    expect(look(writeElf({ wide, little, machine, interpreter, needed }))).toEqual({ format: "elf", architecture, interpreter, needed });
    expect(look(writeElf({ wide, little, machine }))).toEqual({ format: "elf", architecture, interpreter: undefined, needed: [] });
  });

  it("are read whatever the pieces, without waiting for the rest of the file", () => {
    const bytes = Buffer.concat([writeElf({ wide: true, little: true, machine: 62, interpreter: "/lib/ld", needed: ["a", "b"], filling: 5000 }), Buffer.alloc(10_000)]);
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 6 }), (lengths) => {
      expect(look(bytes, { lengths })).toMatchObject({ interpreter: "/lib/ld", needed: ["a", "b"] });
    }), { numRuns: 50 });
    expect(look(bytes.subarray(0, 9000), { whole: false })).toMatchObject({ needed: ["a", "b"] });
  });

  it("of which the end alone says what they need are read in full", () => {
    const bytes = writeElf({ wide: true, little: true, machine: 62, needed: ["libfar.so"], filling: 90 * 1024 * 1024 });
    expect(look(bytes, { lengths: [256 * 1024] })).toMatchObject({ needed: ["libfar.so"] });
  });

  it("that run this test are read as they are", () => {
    expect(look(readFileSync(process.execPath), { lengths: [65_536] })).toMatchObject({ format: process.platform === "linux" ? "elf" : "other" });
  });

  it("that claim what they do not hold are none", () => {
    const bytes = writeElf({ wide: true, little: true, machine: 62, interpreter: "/lib/ld", needed: ["a"] });
    for (let length = 4; length < bytes.length; length += 7) expect(look(bytes.subarray(0, length))).toEqual({ format: "other" });
  });

  it("that the archive cuts off are not known", () => {
    expect(look(writeElf({ wide: true, little: true, machine: 62, needed: ["a"] }).subarray(0, 100), { whole: false })).toBe(undefined);
  });

  it("of any bytes are read without failing", () => {
    const bytes = writeElf({ wide: true, little: true, machine: 62, interpreter: "/lib/ld", needed: ["a", "b"] });
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 8 }), (changes) => {
      const changed = Buffer.from(bytes);
      for (const [at, byte] of changes) changed[at] = byte;
      expect(look(changed)).not.toBe("never");
    }), { numRuns: 2000 });
  });

  it.each([
    ["an object file", writeElf({ wide: true, little: true, machine: 62, type: 1 })],
    ["a text", Buffer.from("hello")],
    ["nothing", Buffer.alloc(0)],
    ["a line that names nothing", Buffer.from("#! \n")],
  ])("are not %s", (_, bytes) => {
    expect(look(bytes)).toEqual({ format: "other" });
  });
});

describe("scripts", () => {
  it.each([
    ["#!/bin/sh\n", { interpreter: "/bin/sh" }],
    ["#! /bin/sh -e\necho", { interpreter: "/bin/sh", argument: "-e" }],
    ["#!/usr/bin/env\tpython3  -u \n", { interpreter: "/usr/bin/env", argument: "python3  -u" }],
    ["#!/bin/sh", { interpreter: "/bin/sh" }],
    ["#! \t /bin/sh \n", { interpreter: "/bin/sh" }],
    ["#!/bin/sh\r\n", { interpreter: "/bin/sh\r" }],
  ])("%j", (text, script) => {
    expect(look(Buffer.from(text))).toEqual({ format: "script", ...script });
    expect(look(Buffer.from(`${text}${"x".repeat(text.endsWith("\n") ? 1000 : 0)}`), { lengths: [3] })).toEqual({ format: "script", ...script });
  });
});
