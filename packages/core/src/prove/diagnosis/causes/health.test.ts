import { describe } from "vitest";
import { check } from "../../../testing/diagnosis/cases.ts";
import { different, running, situation } from "../../../testing/diagnosis/situations.ts";

describe("a health check", () => {
  const unhealthy = different("health", { kind: "health", status: "healthy", output: "" }, { kind: "health", status: "unhealthy", output: 'exec: "/bin/sh": stat /bin/sh: no such file or directory' }, "health is unhealthy");
  check({
    "in shell form, without a shell": {
      input: situation({ trial: running(), comparisons: [unhealthy], after: { config: { healthcheck: ["CMD-SHELL", "curl -f http://localhost/ || exit 1"] } } }),
      kind: "health-check-broken",
      subject: "/bin/sh",
      says: ["in shell form and the image has no shell"],
    },
    "with a program that is not there": {
      input: situation({ trial: running(), comparisons: [unhealthy], after: { files: { "/bin/sh": "0:0 755" }, config: { healthcheck: ["CMD-SHELL", "curl -f http://localhost/ || exit 1"] } } }),
      kind: "health-check-broken",
      subject: "curl",
      says: ["it starts `curl`, which is not in the image"],
    },
    "that was left out": {
      input: situation({ trial: running(), comparisons: [{ ...unhealthy, hardened: { kind: "health", status: "none", output: "" } }] }),
      kind: "health-check-broken",
      says: ["the hardened image has no health check"],
    },
    "that is not well": {
      input: situation({ trial: running(), comparisons: [{ ...unhealthy, hardened: { kind: "health", status: "unhealthy", output: "503" } }], after: { config: { healthcheck: ["CMD", "/app/server", "check"] } } }),
      kind: "answer-differs",
      says: ["unhealthy (`503`)"],
    },
  });
});
