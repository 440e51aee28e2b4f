import { describe, expect, it } from "vitest";
import { parseImageReference } from "../dockerfile/reference.ts";
import { daysBetween } from "../source/date.ts";
import { findImage } from "./find-image.ts";
import { LATEST } from "./latest.ts";
import { SUPPORT_PERIODS } from "./support-periods.ts";
import { supportOf, supportOfImage } from "./support.ts";

function first(text: string): string | undefined {
  const reference = parseImageReference(text);
  const image = reference && findImage(reference);
  const period = image && supportOfImage(image);
  return period && `${period.product} ${period.release} ${period.ends}`;
}

describe("support periods", () => {
  it.each([
    ["debian", "12", "2026-07-11", "2028-06-30"],
    ["debian", "12.5", "2026-07-11", "2028-06-30"],
    ["alpine", "3.21", "2026-11-01", undefined],
    ["alpine", "3.2", "2017-05-01", undefined],
    ["go", "1.25.4", "2026-08-19", undefined],
    ["nodejs", "20.11.0", "2026-04-30", undefined],
    ["python", "3.10", "2026-10-31", undefined],
    ["dotnet", "8.0", "2026-11-10", undefined],
    ["distroless", "static-debian12", "2026-09-30", undefined],
  ])("%s %s ends on %s (extended %s)", (product, version, ends, extendedEnds) => {
    const period = supportOf(product, version);
    expect([period?.ends, period?.extendedEnds]).toEqual([ends, extendedEnds]);
  });

  it.each([
    ["go", "1.27"],
    ["distroless", "static-debian13"],
    ["debian", "99"],
    ["toString", "1"],
    ["plan9", "4"],
  ])("says nothing of %s %s: not known, or not settled", (product, version) => {
    expect(supportOf(product, version)).toBeUndefined();
  });

  it("counts the end day itself as supported", () => {
    const ends = supportOf("alpine", "3.21")?.ends ?? "1970-01-01";
    expect(daysBetween("2026-10-31", ends)).toBe(1);
    expect(daysBetween("2026-11-01", ends)).toBe(0);
    expect(daysBetween("2026-11-02", ends)).toBe(-1);
  });

  it("has a day that exists behind every release that is settled", () => {
    for (const [product, periods] of Object.entries(SUPPORT_PERIODS)) {
      for (const text of periods.split(" ")) {
        const [release = "", days = ""] = text.split("=");
        for (const day of days === "?" ? [] : days.split("/")) {
          expect(new Date(day).toISOString().slice(0, 10), `${product} ${release}`).toBe(day);
        }
      }
    }
  });

  it("recommends only releases that it has, none of them ended", () => {
    for (const [product, release] of Object.entries(LATEST)) {
      if (product === "distroless") continue;
      expect(Object.hasOwn(SUPPORT_PERIODS, product), product).toBe(true);
      const period = supportOf(product, release);
      if (period !== undefined) expect(period.ends > "2026-12-31", `${product} ${release}`).toBe(true);
    }
  });
});

describe("support of an image", () => {
  it.each([
    ["debian:12", "debian 12 2026-07-11"],
    ["golang:1.24", "go 1.24 2026-02-10"],
    ["golang:1.27", "debian 13 2028-08-09"],
    ["node:22-alpine3.21", "alpine 3.21 2026-11-01"],
    ["node:20-alpine3.22", "nodejs 20 2026-04-30"],
    ["python:3.12-slim-bookworm", "debian 12 2026-07-11"],
    ["gcr.io/distroless/static-debian12", "distroless static-debian12 2026-09-30"],
    ["gcr.io/distroless/nodejs20-debian12", "distroless nodejs-debian12 2026-01-31"],
    ["gcr.io/distroless/static-debian11:nonroot", "distroless static-debian11 2024-06-01"],
    ["gcr.io/distroless/python3-debian12", "distroless python3-debian12 2026-04-30"],
    ["gcr.io/distroless/static-debian13", undefined],
    ["eclipse-temurin:17-jre-jammy", "ubuntu 22.04 2027-04-01"],
    ["amazoncorretto:17", "amazon-linux 2023 2029-06-30"],
    ["rockylinux:8", "rocky-linux 8 2029-05-31"],
    ["quay.io/centos/centos:stream8", "centos-stream 8 2024-05-31"],
    ["centos:8", "centos 8 2021-12-31"],
    ["postgres:12-bookworm", "postgresql 12 2024-11-21"],
    ["mcr.microsoft.com/dotnet/aspnet:8.0", "debian 12 2026-07-11"],
    ["alpine", undefined],
  ])("%s: %s", (text, expected) => {
    expect(first(text)).toBe(expected);
  });
});
