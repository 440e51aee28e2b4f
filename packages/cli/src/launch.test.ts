import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bulwark, program, REPOSITORY } from "./testing/run.ts";

describe("the program", () => {
  it("says its version", async () => {
    const { stdout } = await bulwark(["--version"], { cwd: REPOSITORY });
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it("starts without the code that V8 compiled before, as on another Node", () => {
    // Another flag of V8 makes it refuse the cached code.
    const args = ["--max-lazy", program(), "check", "--fail-on", "critical", "Dockerfile"];
    expect(execFileSync(process.execPath, args, { cwd: join(REPOSITORY, "examples/go-api"), encoding: "utf8" })).toContain("require-user");
  });
});
