import * as fc from "fast-check";
import { expect, it } from "vitest";
import { resolvePath } from "./resolve-path.ts";
import { contentsOf, DEBIAN, folder, program } from "./testing/contents.ts";

const contents = contentsOf({ files: { ...DEBIAN, "/a/up": "-> ../../../usr", "/loop": "-> loop", "/l1": "-> l2", "/l2": "-> l1", "/dangling": "-> /nowhere", "/empty": folder(0o755), "/abs": "-> /usr/bin/./../bin/bash" } });

it.each([
  ["/bin/sh", "/usr/bin/dash"],
  ["/usr/bin/bash", "/usr/bin/bash"],
  ["/lib64/ld-linux-x86-64.so.2", "/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2"],
  ["//usr/./bin/../bin/dash", "/usr/bin/dash"],
  ["/usr/bin/dash/", undefined],
  ["/a/up/bin/bash", "/usr/bin/bash"],
  ["/abs", "/usr/bin/bash"],
  ["/", "/"],
  ["/../..", "/"],
  ["/loop", undefined],
  ["/l1", undefined],
  ["/dangling", undefined],
  ["/usr/bin/dash/x", undefined],
  ["/nothing/../bin", undefined],
  [`/${"x/".repeat(3000)}`, undefined],
])("%s is %s", (path, real) => {
  expect(resolvePath(contents, path)).toBe(real);
});

it("ends, and leads to what is there, for any links", () => {
  const name = fc.constantFrom("a", "b", "c", "..", ".");
  const target = fc.tuple(fc.constantFrom("", "/"), fc.array(name, { minLength: 1, maxLength: 4 })).map(([root, names]) => `-> ${root}${names.join("/")}`);
  const files = fc.record({ "/a": fc.oneof(target, fc.constant(folder(0o755))), "/b": target, "/c": fc.oneof(target, fc.constant(program)) });
  fc.assert(fc.property(files, fc.array(name, { maxLength: 6 }), (files, names) => {
    const contents = contentsOf({ files });
    const real = resolvePath(contents, `/${names.join("/")}`);
    if (real !== undefined) expect([contents.files.get(real)?.target, resolvePath(contents, real)]).toEqual([undefined, real]);
  }));
});

it("does not follow links that double at every step for long", () => {
  const links = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`/l${at}`, `-> l${at + 1}/../l${at + 1}`]));
  expect(resolvePath(contentsOf({ files: { ...links, "/l40": folder(0o755) } }), "/l0")).toBe(undefined);
});
