import { tmpdir } from "node:os";

export function temporaryDirectory(): string {
  return tmpdir();
}

/** Where Podman works on images by itself: what it puts there may be larger than a `/tmp` in memory. */
export function largeTemporaryDirectory(environment: Readonly<Record<string, string | undefined>>): string {
  return environment["TMPDIR"] ?? (process.platform === "win32" ? tmpdir() : "/var/tmp");
}

/** All places where a run leaves something. */
export function temporaryDirectories(): readonly string[] {
  return [...new Set([temporaryDirectory(), largeTemporaryDirectory(process.env)])];
}
