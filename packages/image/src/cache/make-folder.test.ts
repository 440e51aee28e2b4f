import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { makeFolder } from "./make-folder.ts";

it("makes what is missing, for its owner alone, and minds nothing that is there", () => {
  const top = mkdtempSync(join(tmpdir(), "make-folder-"));
  try {
    const folder = join(top, "a/b/c");
    makeFolder(folder);
    makeFolder(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  } finally {
    rmSync(top, { recursive: true });
  }
});

it.skipIf(!existsSync("/proc/self"))("gives up where nothing can be made", () => {
  expect(() => makeFolder("/proc/no-such-folder/bulwark/images")).toThrow(/ENOENT|EACCES|EPERM/);
});
