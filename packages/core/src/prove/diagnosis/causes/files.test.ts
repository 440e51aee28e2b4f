import { describe, expect, it } from "vitest";
import { ALONE, check, subjects } from "../../../testing/diagnosis/cases.ts";
import { exited, relaxed, situation } from "../../../testing/diagnosis/situations.ts";

describe("a file that is not there", () => {
  check({
    "was not copied, and its folder neither": {
      input: situation({ trial: exited(1, "panic: open templates/index.html: no such file or directory\n"), before: { files: { "/app/templates/index.html": "0:0 644" } } }),
      kind: "file-missing",
      subject: "/app/templates",
      says: ["`/app/templates` with `/app/templates/index.html` in it", "copy the folder"],
      remedy: { kind: "file", path: "/app/templates" },
    },
    "is named by a pattern": {
      input: situation({ trial: exited(1, "panic: html/template: pattern matches no files: `templates/*.html`\n"), before: { files: { "/app/templates/index.html": "0:0 644" } } }),
      kind: "file-missing",
      subject: "/app/templates",
      says: ["copy the folder"],
    },
    "is one that it makes, in a folder that only the original has": {
      input: situation({ trial: exited(1, "2026/11/24 15:22:33 open /data/x: no such file or directory\n"), before: { files: { "/data/": "0:0 755" } }, relaxed: relaxed(() => false, ALONE) }),
      kind: "file-missing",
      subject: "/data",
      says: ["`/data` is not in the hardened image: the program writes `/data/x`", "make it a volume that belongs to 65532:65532"],
      remedy: { kind: "volume", path: "/data" },
    },
    "lies in another working directory": {
      input: situation({ trial: exited(1, "open config.yml: no such file or directory\n"), before: { files: { "/app/config.yml": "0:0 644" } }, after: { files: { "/app/config.yml": "0:0 644" }, config: { workdir: "/" } } }),
      kind: "file-missing",
      subject: "/app/config.yml",
      says: ["starts in `/` instead of `/app`", "set WORKDIR /app"],
    },
    "is a package of Node": {
      input: situation({ trial: exited(1, "Error: Cannot find module 'express'\n"), before: { files: { "/app/node_modules/express/index.js": "0:0 644", "/app/node_modules/express/": "0:0 755" } } }),
      kind: "file-missing",
      subject: "/app/node_modules",
      says: ["`/app/node_modules/express`"],
    },
    "is guessed, and called a guess, when nothing says what": {
      input: situation({ trial: exited(2, "cannot start\n"), before: { files: { "/app/main.go": "0:0 644", "/app/go.sum": "0:0 644", "/app/static/logo.svg": "0:0 644" } } }),
      kind: "file-missing",
      subject: "/app/static",
      says: ["a guess: `/app/static`"],
      remedy: { kind: "file", path: "/app/static" },
    },
  });

  it("is nothing to speak of when the original lacks it too", () => {
    expect(subjects(situation({ trial: exited(1, "open .env: no such file or directory\nboom\n") }))).toEqual([["unknown", undefined, undefined]]);
  });
});
