import { describe, expect, it } from "vitest";
import { diagnose } from "../diagnose.ts";
import { ALONE, by, check } from "../../../testing/diagnosis/cases.ts";
import { image, ORIGINAL, relaxed, running, SETTINGS, situation } from "../../../testing/diagnosis/situations.ts";

describe("a container that does not stop as it should", () => {
  const slow = running({ stop: { milliseconds: 10_000, exitCode: 137, killed: true, grace: 10 } });
  check({
    "behind a shell": {
      input: situation({ trial: slow, after: { config: { entrypoint: ["/bin/sh", "-c", "/app/server"] } } }),
      kind: "signal-ignored",
      subject: "SIGTERM",
      says: ["SIGTERM does not end it within 10 s", "process 1 is the shell `/bin/sh`"],
      remedy: { kind: "init" },
    },
    "without the init of the original": { input: situation({ trial: slow, before: { config: { entrypoint: ["/usr/bin/tini", "--", "/app/server"] } } }), kind: "signal-ignored", says: ["the original starts `/usr/bin/tini`"], remedy: { kind: "init" } },
    "by itself": { input: situation({ trial: slow }), kind: "signal-ignored", says: ["process 1 is `/app/server`"], remedy: { kind: "init" } },
    "behind an init already": { input: situation({ trial: { ...slow, settings: { ...SETTINGS, init: true } } }), kind: "signal-ignored", says: ["let it handle the signal"], remedy: undefined },
    "with another signal": {
      input: situation({ trial: slow, before: { config: { stopSignal: "SIGQUIT" } } }),
      kind: "signal-ignored",
      says: ["stopped with SIGTERM here and with SIGQUIT in the original", "STOPSIGNAL SIGQUIT"],
      remedy: undefined,
    },
    "with another exit code": { input: situation({ trial: running({ stop: { milliseconds: 20, exitCode: 143, killed: false, grace: 10 } }) }), kind: "exit-code-differs", subject: "143", says: ["exit code 143, and the original with 0"] },
    "since it may not keep its state": {
      input: situation({ trial: running({ log: "open /state/last: read-only file system\n", stop: { milliseconds: 20, exitCode: 1, killed: false, grace: 10 } }), relaxed: relaxed(by("read-only-root"), ALONE) }),
      kind: "path-not-writable",
      subject: "/state",
      says: ["the program writes `/state/last` when it ends"],
      constraint: "read-only-root",
      remedy: { kind: "volume", path: "/state" },
    },
    "whatever else it was kept from and did without": {
      input: situation({ trial: running({ log: "open /state/last: read-only file system\n", stop: { milliseconds: 20, exitCode: 1, killed: false, grace: 10 } }), relaxed: relaxed(() => false, ALONE) }),
      kind: "exit-code-differs",
      says: ["exit code 1"],
    },
  });

  it("is no fault of the rewrite when the original is killed too", () => {
    const original = { trial: { ...ORIGINAL, stop: slow.stop }, image: image() };
    expect(diagnose(situation({ trial: slow, original }))).toEqual([]);
    expect(diagnose(situation({ trial: running(), original }))).toEqual([]);
  });
});
