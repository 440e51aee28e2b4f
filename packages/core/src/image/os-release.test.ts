import { expect, it } from "vitest";
import { osReleaseOf } from "./os-release.ts";
import { contentsOf } from "./testing/contents.ts";

const read = (text: string) => osReleaseOf(contentsOf({ files: { "/usr/lib/os-release": text } }));

it.each([
  ['ID=ubuntu\nVERSION_ID="24.04"\nPRETTY_NAME="Ubuntu 24.04.1 LTS"\nVERSION_CODENAME=noble\n', { id: "ubuntu", version: "24.04", codename: "noble", prettyName: "Ubuntu 24.04.1 LTS" }],
  ["# a comment\n\n ID='wolfi' \r\nNAME=Wolfi", { id: "wolfi", version: undefined, codename: undefined, prettyName: "Wolfi" }],
  ['ID=x\nNAME="A \\"quoted\\" \\$name"\nVERSION_ID=1', { id: "x", version: "1", codename: undefined, prettyName: 'A "quoted" $name 1' }],
  ["no assignment\n=\n=x\nID=\n", { id: "linux", version: undefined, codename: undefined, prettyName: "linux" }],
])("%j", (text, release) => {
  expect(read(text)).toEqual({ path: "/usr/lib/os-release", ...release });
});

it("prefers /etc, and is undefined where there is none", () => {
  expect(osReleaseOf(contentsOf({ files: { "/etc/os-release": "ID=a", "/usr/lib/os-release": "ID=b" } }))?.id).toBe("a");
  expect(osReleaseOf(contentsOf({}))).toBe(undefined);
});
