import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readGoMod, readGoWork } from "./go-mod.ts";

describe("go.mod", () => {
  it("gives module, versions, requirements and replacements with their lines", () => {
    const mod = readGoMod("go.mod", [
      "module \"example.com/shop\" // the shop", "", "go 1.26.1", "toolchain go1.26.3", "", "require github.com/mattn/go-sqlite3 v1.14.22", "require (",
      "\tgithub.com/a/b v1.0.0 // indirect", "\tgithub.com/c/d/v2 v2.1.0", "\t// a comment", ")", "replace example.com/lib => ../lib", "replace (", "\tx.org/y v1.0.0 => z.org/y v1.2.0", ")",
    ].join("\r\n"));
    expect(mod.module).toEqual({ path: "example.com/shop", line: 1 });
    expect(mod.goVersion?.version).toBe("1.26.1");
    expect(mod.toolchain?.version).toBe("go1.26.3");
    expect(mod.requires).toEqual([
      { path: "github.com/mattn/go-sqlite3", version: "v1.14.22", indirect: false, line: 6 },
      { path: "github.com/a/b", version: "v1.0.0", indirect: true, line: 8 },
      { path: "github.com/c/d/v2", version: "v2.1.0", indirect: false, line: 9 },
    ]);
    expect(mod.replaces).toEqual([{ from: "example.com/lib", to: "../lib", line: 12 }, { from: "x.org/y", to: "z.org/y", line: 14 }]);
  });

  it("gives the folders of a workspace", () => {
    expect(readGoWork("go 1.26\nuse ./api\nuse (\n\t./lib\n\t\"./with space\"\n)\n")).toEqual(["./api", "./lib", "./with space"]);
  });

  it("reads any text", () => {
    const word = fc.constantFrom("module", "require", "(", ")", "=>", "\"", "`", "//", "v1", "\n", " ", "a/b");
    fc.assert(fc.property(fc.array(word, { maxLength: 80 }), (words) => {
      expect(readGoMod("go.mod", words.join("")).path).toBe("go.mod");
    }));
  });
});
