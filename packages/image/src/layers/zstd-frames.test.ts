import { Transform } from "node:stream";
import * as zlib from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rawFrame, repeatFrame, skippableFrame } from "../testing/zstd-writer.ts";
import { piecesOf } from "../testing/read.ts";
import { FrameCutter } from "./zstd-frames.ts";
import { ZstdDecoder, zstdDecoder } from "./zstd.ts";

/** The frames that the cutter finds, as Latin-1, and what it says. */
function cut(bytes: Buffer, lengths?: readonly number[]): { readonly frames: readonly string[]; readonly fault: string | undefined } {
  const frames: string[] = [];
  let open: Buffer[] = [];
  const cutter = new FrameCutter({
    bytes: (piece) => void open.push(piece),
    frameEnd: () => {
      frames.push(Buffer.concat(open).toString("latin1"));
      open = [];
    },
  });
  let fault: string | undefined;
  for (const piece of piecesOf(bytes, lengths)) fault ??= cutter.write(piece);
  return { frames, fault: fault ?? cutter.end() };
}

const FRAMES = [rawFrame(["hello ", ""]), rawFrame(["x".repeat(7000), "y"], { checksum: true }), repeatFrame("z", 100_000), rawFrame(["sized"], { contentSize: true }), rawFrame([])];
const STREAM = Buffer.concat([skippableFrame("table"), ...FRAMES.flatMap((frame) => [frame, skippableFrame("")]), skippableFrame("x".repeat(5000))]);

describe("the frames of a zstd stream", () => {
  it("are found between skippable ones, whatever the pieces", () => {
    const frames = FRAMES.map((frame) => frame.toString("latin1"));
    expect(cut(STREAM)).toEqual({ frames, fault: undefined });
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 8 }), (lengths) => {
      expect(cut(STREAM, lengths)).toEqual({ frames, fault: undefined });
    }), { numRuns: 100 });
  });

  it("are missed where the stream is cut off", () => {
    const [frame = Buffer.alloc(0)] = FRAMES;
    for (let length = 1; length < frame.length; length++) expect(cut(frame.subarray(0, length)).fault).toBe("it ends in the middle of a frame");
  });

  it.each([
    ["bytes behind the last", Buffer.concat([rawFrame(["a"]), Buffer.from("rubbish")]), /no zstd frame/],
    ["a window of two gigabytes", rawFrame(["a"], { window: 0xa8 }), /wants a window of 2147483648 bytes/],
    ["a content of a terabyte in one piece", rawFrame(["a"], { contentSize: true, claims: 2 ** 40 }), /wants a window of 1099511627776 bytes/],
    ["a block of no kind", Buffer.concat([rawFrame(["a"]).subarray(0, 6), Buffer.from([7, 0, 0])]), /kind that does not exist/],
  ])("are not read on behind %s", (_, bytes, fault) => {
    expect(cut(bytes).fault).toMatch(fault);
  });
});

/** Takes the one raw block of a frame without content size, as a decoder of one frame that ends with it. */
function oneFrame(): Transform {
  const pieces: Buffer[] = [];
  return new Transform({
    transform: (piece: Buffer, _, done) => {
      pieces.push(piece);
      done();
    },
    flush(done) {
      const frame = Buffer.concat(pieces);
      if (frame.includes("spoilt")) done(new Error("checksum is wrong"));
      else done(null, frame.subarray(9, -3));
    },
  });
}

async function decode(bytes: Buffer, make = oneFrame): Promise<{ readonly text: string; readonly fault: string | undefined }> {
  const out: Buffer[] = [];
  const decoder = new ZstdDecoder(make, (piece) => void out.push(piece));
  for (const piece of piecesOf(bytes, [50])) {
    decoder.write(piece);
    await decoder.ready();
  }
  const fault = await decoder.end();
  return { text: Buffer.concat(out).toString(), fault };
}

describe("decoding frame by frame", () => {
  const stream = (texts: readonly string[]): Buffer => Buffer.concat(texts.flatMap((text) => [skippableFrame("between"), rawFrame([text, ""])]));

  it("gives all frames in order", async () => {
    const texts = ["first ", "second ", "third"];
    expect(await decode(stream(texts))).toEqual({ text: texts.join(""), fault: undefined });
  });

  it("says what the decoder says, and gives nothing of what follows", async () => {
    expect(await decode(stream(["first ", "spoilt", "third"]))).toEqual({ text: "first ", fault: "checksum is wrong" });
  });

  it("says that it was cut off", async () => {
    expect(await decode(stream(["first ", "second"]).subarray(0, -3))).toMatchObject({ fault: "it ends in the middle of a frame" });
  });
});

const has = "createZstdDecompress" in zlib;

it.runIf(has)("is done by Node where it can", async () => {
  const out: Buffer[] = [];
  const decoder = zstdDecoder((piece) => void out.push(piece));
  for (const piece of piecesOf(STREAM, [10_000])) {
    decoder?.write(piece);
    await decoder?.ready();
  }
  expect(await decoder?.end()).toBe(undefined);
  expect(Buffer.concat(out).toString()).toBe(`hello ${"x".repeat(7000)}y${"z".repeat(100_000)}sized`);
});

it.runIf(!has)("cannot be done by an older Node", () => {
  expect(zstdDecoder(() => undefined)).toBe(undefined);
});
