import { describe, expect, it } from "vitest";
import { diagnose } from "../diagnose.ts";
import { ALONE, by, check } from "../../../testing/diagnosis/cases.ts";
import { different, http, relaxed, running, situation } from "../../../testing/diagnosis/situations.ts";

describe("answers that differ", () => {
  const whoami = different("GET /whoami", http(200, "uid 0"), http(200, "uid 65532"), "body differs");
  check({
    "as another user": {
      input: situation({ trial: running(), comparisons: [whoami], relaxed: relaxed(by("user"), ALONE) }),
      kind: "answer-differs",
      subject: "GET /whoami",
      says: ["`GET /whoami` is answered differently as uid 65532", "the original says 200 `uid 0`", "the hardened container 200 `uid 65532`", "with root as the user both say the same"],
      constraint: "user",
      remedy: undefined,
    },
    "in several probes at once": {
      input: situation({ trial: running(), comparisons: [whoami, { ...whoami, probe: "GET /me" }, { ...whoami, probe: "GET /id" }], relaxed: relaxed(by("user"), ALONE) }),
      kind: "answer-differs",
      subject: "GET /whoami",
      says: ["; 2 other answers differ too"],
    },
    "behind what both begin with": {
      input: situation({ trial: running(), comparisons: [different("GET /", http(200, `${"<html>".repeat(100)}1`), http(200, `${"<html>".repeat(100)}2`), 'body: line 1: "1" became "2"')], relaxed: relaxed(() => false, ALONE) }),
      kind: "answer-differs",
      says: ['with every constraint lifted, too: body: line 1: "1" became "2"'],
    },
    "whatever is lifted": { input: situation({ trial: running(), comparisons: [whoami], relaxed: relaxed(() => false, ALONE) }), kind: "answer-differs", says: ["with every constraint lifted, too"] },
    "on another port": {
      input: situation({ trial: running({ listening: { known: true, evidence: [], value: [{ port: 9090, protocol: "tcp" }] } }), comparisons: [different("GET /", http(200, "hi"), { kind: "none", reason: "connection refused" }, "no answer")] }),
      kind: "answer-differs",
      says: ["is not answered", "nothing (connection refused)", "it listens on 9090 instead of 8080"],
    },
  });

  it("shows what a hostile body holds without harm", () => {
    const body = `\u001b[2J\u202e\`${"x".repeat(100_000)}`;
    const [cause] = diagnose(situation({ trial: running(), comparisons: [different("GET /", http(200, "ok"), http(200, body), "body differs")] }));
    expect(cause?.message.length).toBeLessThan(500);
    expect(cause?.message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});
