import { expect, it } from "vitest";
import { accountOf } from "./accounts.ts";
import { contentsOf, DEBIAN, type SampleFile } from "./testing/contents.ts";

const odd = { "/etc/passwd": "1000:x:5:6::/:/\n:x:7:7::/:/\nbad:x:a:b::/:/\nshort\nroot:x:0:0::/root\ntwice:x:1:1::/a:/\ntwice:x:2:2::/b:/\n", "/etc/group": "50:x:9:\n" };

it.each<readonly [string, Readonly<Record<string, SampleFile>>, string | undefined]>([
  ["", DEBIAN, "0:0 root /root"],
  ["root", DEBIAN, "0:0 root /root"],
  ["app", DEBIAN, "1000:1001 app /home/app"],
  ["1000", DEBIAN, "1000:1001 app /home/app"],
  ["app:staff", DEBIAN, "1000:50 app /home/app"],
  ["app:", DEBIAN, "1000:1001 app /home/app"],
  ["33:0", DEBIAN, "33:0 www-data /var/www"],
  ["4242", DEBIAN, "4242:0"],
  ["4242:4343", DEBIAN, "4242:4343"],
  ["nobody-there", DEBIAN, undefined],
  ["app:nogroup-there", DEBIAN, undefined],
  [":33", DEBIAN, undefined],
  ["99999999999", DEBIAN, undefined],
  ["1000", odd, "5:6 1000 /"],
  ["bad", odd, undefined],
  ["short", odd, undefined],
  ["twice", odd, "1:1 twice /a"],
  ["root:50", odd, "0:9 root /root"],
  ["0", {}, "0:0"],
  ["app", {}, undefined],
])("USER %j", (user, files, account) => {
  const fact = accountOf(contentsOf({ files }), user);
  expect(fact.known).toBe(true);
  const value = fact.known ? fact.value : undefined;
  expect(value && [`${value.uid}:${value.gid}`, ...(value.entry === undefined ? [] : [value.entry.name, value.entry.home])].join(" ")).toBe(account);
});

it("is unknown where the accounts of the image were not read", () => {
  expect(accountOf(contentsOf({ files: { "/etc/passwd": {} } }), "app")).toEqual({ known: false, reason: "/etc/passwd of the image could not be read" });
});
