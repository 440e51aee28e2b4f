import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cause } from "../cause.ts";
import { diagnose } from "./diagnose.ts";
import { ALONE, by, subjects } from "../../testing/diagnosis/cases.ts";
import { different, exited, http, image, ORIGINAL, relaxed, running, situation } from "../../testing/diagnosis/situations.ts";

describe("a diagnosis", () => {
  it("has nothing to say of a container that does what its original does", () => {
    expect(diagnose(situation({ trial: running({ log: "open /data/x: read-only file system\n" }) }))).toEqual([]);
    const done = exited(0, "");
    expect(diagnose(situation({ trial: done, original: { trial: done, image: image() } }))).toEqual([]);
  });

  it("takes no words that the original says too", () => {
    const log = "warning: open /data/x: read-only file system\n";
    expect(subjects(situation({ trial: exited(1, log), original: { trial: { ...ORIGINAL, log }, image: image() } }))).toEqual([["unknown", undefined, undefined]]);
  });

  it("follows the trials, not the loudest words", () => {
    const log = "open /data/x: read-only file system\nopen templates/a: no such file or directory\nlisten tcp :80: bind: permission denied\n";
    const before = { files: { "/app/templates/a": "0:0 644" } };
    expect(subjects(situation({ trial: exited(1, log), before, relaxed: relaxed(by("privileged-ports"), ALONE) }))).toEqual([["port-privileged", "80", "privileged-ports"]]);
    expect(subjects(situation({ trial: exited(1, log), before, relaxed: relaxed(() => false, ALONE) }))).toEqual([["file-missing", "/app/templates", "file"]]);
  });

  it("explains each of several constraints that matter together", () => {
    const works = by("memory", "read-only-root");
    const tried = relaxed(works, [...ALONE, ["memory", "read-only-root"]], ["/data", "/data/x"]);
    expect(subjects(situation({ trial: exited(1, ""), relaxed: tried }))).toEqual([
      ["path-not-writable", "/data", "volume"],
      ["out-of-memory", "256 MB", "memory"],
    ]);
  });

  it("says as a last resort what was tried, and the last lines", () => {
    const [cause] = diagnose(situation({ trial: exited(3, "first\nsecond\n"), relaxed: relaxed(() => false, ALONE) }));
    expect(cause).toMatchObject({ kind: "unknown", message: "it ends by itself with exit code 3, and nothing says why; it does so with every constraint lifted too, so the image itself is what differs" });
    expect(cause?.evidence.map((item) => item.observation)).toEqual(["the log: first", "the log: second"]);
  });

  it("needs no image", () => {
    const trial = exited(1, "open /data/x: read-only file system\nexec: \"git\": executable file not found in $PATH\n");
    const causes = diagnose(situation({ trial, hardened: { trial, image: undefined }, original: { trial: ORIGINAL, image: undefined } }));
    expect(causes.map((cause) => [cause.kind, cause.subject])).toEqual([
      ["program-missing", "git"],
      ["path-not-writable", "/data"],
    ]);
  });

  it("is bounded and can be shown, whatever a log holds", () => {
    const hostile = fc.array(fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("open /a/\u001b[31m`: read-only file system", "exec: \"\u202e\": executable file not found", "': permission denied", "listen tcp :99999: bind: permission denied", "chown: invalid user: ''", "unknown time zone ../../etc")), { maxLength: 40 });
    fc.assert(
      fc.property(hostile, fc.boolean(), (lines, starts) => {
        const log = lines.join("\n");
        const trial = starts ? running() : exited(1, log);
        const causes = diagnose(situation({ trial, comparisons: [different("GET /", http(200, "ok"), http(500, log), "body differs")] }));
        expect(causes.length).toBeGreaterThan(0);
        expect(causes.length).toBeLessThanOrEqual(8);
        for (const cause of causes) expectShown(cause);
      }),
    );
  });
});

function expectShown({ message, evidence }: Cause): void {
  expect(message.length).toBeLessThan(1500);
  for (const text of [message, ...evidence.map((item) => item.observation)]) expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
}
