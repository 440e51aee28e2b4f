import { describe, expect, it } from "vitest";
import { lastStage } from "../testing/model.ts";
import type { MountSetting } from "./instructions.ts";
import { readMounts } from "./read-mounts.ts";

function read(text: string): { readonly text: string; readonly mounts: readonly MountSetting[] } {
  const whole = `FROM a\n${text}\n`;
  const [instruction] = lastStage(whole).instructions;
  return { text: whole, mounts: instruction === undefined ? [] : readMounts(instruction) };
}

function options({ options }: MountSetting): Record<string, string> {
  return Object.fromEntries([...options].map(([key, { value }]) => [key, value]));
}

describe("readMounts", () => {
  it.each([
    ["type=cache,target=/root/.cache", "cache", { type: "cache", target: "/root/.cache" }],
    ["target=/src", "bind", { target: "/src" }],
    ["TYPE=Secret,ID=npm,required", "secret", { type: "Secret", id: "npm", required: "true" }],
    ["type=ssh", "ssh", { type: "ssh" }],
    ["type=tmpfs,target=/tmp,size=1g", "tmpfs", { type: "tmpfs", target: "/tmp", size: "1g" }],
    ["type=bind,from=a,target=/x,rw=false", "bind", { type: "bind", from: "a", target: "/x", rw: "false" }],
    ["type=cache,target=/a=b", "cache", { type: "cache", target: "/a=b" }],
    ["type=$T,target=/x", "unknown", { type: "$T", target: "/x" }],
    ["type=volume", "unknown", { type: "volume" }],
    [`'type=cache,"target=/a,b"'`, "cache", { type: "cache", target: "/a,b" }],
    [`'type=cache,"target=/a""b"'`, "cache", { type: "cache", target: '/a"b' }],
    [`'type=cache,"target=/a'`, "unknown", {}],
    [`'type=cache,target="/a"'`, "unknown", {}],
  ])("--mount=%s", (mount, type, expected) => {
    const { mounts } = read(`RUN --mount=${mount} true`);
    expect(mounts.map((one) => one.type)).toEqual([type]);
    expect(mounts.map(options)).toEqual([expected]);
  });

  it("keeps order and places, also over continued lines", () => {
    const { text, mounts } = read("RUN --mount=type=cache,target=/a \\\n  --network=none --mount=type=bind,source=.,target=/b true");
    expect(mounts.map(({ type }) => type)).toEqual(["cache", "bind"]);
    const target = mounts[1]?.options.get("target");
    expect(text.slice(target?.range.start, target?.range.end)).toBe("target=/b");
    expect(text.slice(mounts[1]?.range.start, mounts[1]?.range.end)).toBe("--mount=type=bind,source=.,target=/b");
  });

  it("finds none where there are none", () => {
    expect(read("RUN make --mount=type=cache").mounts).toEqual([]);
    expect(read("COPY --mount=type=cache a b").mounts).toEqual([]);
    expect(read("RUN --mount true").mounts).toEqual([]);
  });
});
