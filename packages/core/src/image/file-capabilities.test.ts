import { expect, it } from "vitest";
import { fileCapabilityNames } from "./file-capabilities.ts";

const attribute = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex"));

it.each([
  ["ping as `setcap cap_net_raw+ep` writes it", "01000002 00200000 00000000 00000000 00000000", ["NET_RAW"]],
  ["two sets, the second word", "00000002 00000000 00000000 00010000 00000000", ["CHECKPOINT_RESTORE"]],
  ["the root id of a user namespace behind it", "01000003 00040000 00000000 00000000 00000000 e8030000", ["NET_BIND_SERVICE"]],
  ["the old form of 32 bits", "01000001 81000000 00000000", ["CHOWN", "SETUID"]],
  ["only inheritable: it gives nothing by itself", "00000002 00000000 00200000 00000000 00000000", []],
  ["bits without a name", "00000002 00000000 00000000 00020080 00000000", ["CAP_41", "CAP_63"]],
  ["a length that the kernel refuses", "01000002 00200000 00000000 00000000", undefined],
  ["a revision that does not exist", "01000004 00200000 00000000 00000000 00000000", undefined],
  ["nothing", "", undefined],
])("%s", (_, hex, names) => {
  expect(fileCapabilityNames(attribute(hex))).toEqual(names);
});
