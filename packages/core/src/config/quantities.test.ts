import { describe, expect, it } from "vitest";
import { parseDuration, parsePort, parseSize } from "./quantities.ts";

describe("parseSize", () => {
  it.each([
    ["15MB", 15_000_000],
    ["15 MB", 15_000_000],
    ["15mb", 15_000_000],
    ["15MiB", 15_728_640],
    ["1.5GB", 1_500_000_000],
    ["1GiB", 1_073_741_824],
    ["900kB", 900_000],
    ["1KiB", 1024],
    ["512B", 512],
  ])("takes %s for %i bytes", (text, bytes) => expect(parseSize(text)).toBe(bytes));

  it.each(["", "15", "15M", "MB", "-1MB", "0MB", "1e3MB", "15MBit", "15  MB", "15iB", "1.MB", "9999999999MB", "15MB "])("refuses %j rather than guess", (text) => expect(parseSize(text)).toBeUndefined());
});

describe("parseDuration", () => {
  it.each([
    ["30s", 30],
    ["500ms", 0.5],
    ["1.5s", 1.5],
    ["10m", 600],
    ["1h", 3600],
    ["1m30s", 90],
    ["1h1m1s1ms", 3661.001],
    ["24h", 86_400],
  ])("takes %s for %d seconds", (text, seconds) => expect(parseDuration(text)).toBe(seconds));

  it.each(["", "30", "s", "0s", "-1s", "30 s", "1d", "30s1m", "25h", "1.s", "9999999s"])("refuses %j", (text) => expect(parseDuration(text)).toBeUndefined());
});

describe("parsePort", () => {
  it.each([["1", 1], ["65535", 65_535], ["08080", 8080]])("takes %s", (text, port) => expect(parsePort(text)).toBe(port));
  it.each(["0", "65536", "-1", "80/tcp", "8080:80", "0x50", "1e3", ""])("refuses %j", (text) => expect(parsePort(text)).toBeUndefined());
});
