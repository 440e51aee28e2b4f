import { describe, expect, it } from "vitest";
import { diagnose } from "../diagnose.ts";
import { ALONE, by, check, subjects } from "../../../testing/diagnosis/cases.ts";
import { exited, relaxed, situation } from "../../../testing/diagnosis/situations.ts";

describe("a limit that is too low", () => {
  const oom = { ...exited(137, ""), start: { outcome: "exited", error: "", exitCode: 137, outOfMemory: true, readyMilliseconds: undefined } } as const;
  check({
    "of memory": { input: situation({ trial: oom }), kind: "out-of-memory", subject: "256 MB", says: ["256 MB of memory are not enough"], constraint: "memory", remedy: { kind: "memory", megabytes: 512 } },
    "of memory, in a runtime's own words": {
      input: situation({ trial: exited(1, "java.lang.OutOfMemoryError: Java heap space\n"), relaxed: relaxed(by("memory"), ALONE) }),
      kind: "out-of-memory",
      says: ["256 MB"],
      remedy: { kind: "memory", megabytes: 512 },
    },
    "of processes": {
      input: situation({ trial: exited(1, "RuntimeError: can't start new thread\n"), relaxed: relaxed(by("pids"), ALONE) }),
      kind: "too-many-processes",
      subject: "128",
      says: ["128 processes and threads are not enough"],
      remedy: { kind: "pids", count: 512 },
    },
    "of processors": { input: situation({ trial: exited(1, "start took too long\n"), relaxed: relaxed(by("cpus"), ALONE) }), kind: "too-slow", subject: "1.0", says: ["1.0 CPUs are too few"], constraint: "cpus" },
  });

  it("is not one of memory where exit code 137 has another reason", () => {
    expect(subjects(situation({ trial: exited(137, "") }))).toEqual([["unknown", undefined, undefined]]);
    expect(diagnose(situation({ trial: exited(137, "") }))[0]?.message).toContain("it was killed: SIGKILL");
  });
});
