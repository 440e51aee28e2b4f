import { describe, expect, it } from "vitest";
import { check, subjects } from "../../../testing/diagnosis/cases.ts";
import { different, exited, http, refused, running, situation } from "../../../testing/diagnosis/situations.ts";

const BUNDLE = "/etc/ssl/certs/ca-certificates.crt";
const UNTRUSTED = different("GET /", http(200, "ok"), http(502, 'Get "https://api": tls: failed to verify certificate: x509: certificate signed by unknown authority'));

describe("data of the system that is not there", () => {
  check({
    "certificates of authorities": {
      input: situation({ trial: running(), comparisons: [UNTRUSTED], before: { files: { [BUNDLE]: "0:0 644 200000" } } }),
      kind: "certificates-missing",
      says: ["the image has no certificates of authorities"],
      remedy: { kind: "ca-certificates" },
    },
    "an authority of one's own": {
      input: situation({ trial: running(), comparisons: [UNTRUSTED], before: { files: { [BUNDLE]: "0:0 644 200900" } }, after: { files: { [BUNDLE]: "0:0 644 200000" } } }),
      kind: "certificates-missing",
      says: ["an authority was added to the original"],
      remedy: { kind: "file", path: BUNDLE },
    },
    "time zones": {
      input: situation({ trial: exited(1, "unknown time zone Europe/Berlin\n"), before: { files: { "/usr/share/zoneinfo/Europe/Berlin": "0:0 644" } } }),
      kind: "time-zones-missing",
      subject: "Europe/Berlin",
      says: ["the image has no time zones"],
      remedy: { kind: "time-zones" },
    },
    "time zones, of which C programs say nothing": {
      input: situation({ trial: running(), comparisons: [different("GET /now", http(200, "15:00"), http(200, "14:00"))], before: { files: { "/usr/share/zoneinfo/Europe/Berlin": "0:0 644" } }, after: { config: { environment: { TZ: "Europe/Berlin" } } } }),
      kind: "time-zones-missing",
      subject: "Europe/Berlin",
      says: ["TZ is `Europe/Berlin`", "times of UTC"],
    },
    "the account that USER names": {
      input: situation({ trial: refused("unable to find user app: no matching entries in passwd file"), after: { config: { user: "app" } } }),
      kind: "account-missing",
      subject: "app",
      says: ["`app` is no account of the image", "write its number instead"],
    },
    "the account of the process": {
      input: situation({ trial: exited(1, "KeyError: 'getpwuid(): uid not found: 65532'\n") }),
      kind: "account-missing",
      subject: "65532",
      says: ["uid 65532 has no entry in /etc/passwd"],
    },
    "an account that the program looks up": {
      input: situation({ trial: exited(1, "chown: invalid user: 'shop'\n"), before: { texts: { "/etc/passwd": "root:x:0:0::/root:/bin/sh\nshop:x:1000:1000::/:/bin/sh" } }, after: { texts: { "/etc/passwd": "root:x:0:0::/root:/bin/sh" } } }),
      kind: "account-missing",
      subject: "shop",
      says: ["`shop` is no account of the image"],
    },
  });

  it("is not certificates when both images trust the same", () => {
    const files = { [BUNDLE]: "0:0 644 200000" };
    expect(subjects(situation({ trial: running(), comparisons: [UNTRUSTED], before: { files }, after: { files } }))).toEqual([["answer-differs", "GET /", undefined]]);
  });

  it("is no account of the system when users of the application are meant", () => {
    const passwd = { "/etc/passwd": "root:x:0:0::/root:/bin/sh" };
    expect(subjects(situation({ trial: exited(1, "unknown user bob\n"), before: { texts: passwd }, after: { texts: passwd } }))).toEqual([["unknown", undefined, undefined]]);
  });
});
