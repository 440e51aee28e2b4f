import { describe, expect, it } from "vitest";
import { lastStage, modelOf } from "../testing/model.ts";
import type { DockerfileModel, StageBase } from "./model.ts";

function describeBase(base: StageBase): string {
  if (base.kind === "stage") return `stage ${base.stage.index}`;
  if (base.kind === "image") return `image ${base.reference.text}`;
  return base.kind === "unknown" ? `unknown ${base.text}` : "scratch";
}

function reachable(model: DockerfileModel): readonly number[] {
  return model.stages.filter((stage) => stage.reachable).map((stage) => stage.index);
}

describe("stages", () => {
  it("have the parts of their FROM and what stands below it", () => {
    const text = "FROM --platform=linux/amd64 golang:1.25 AS Build\nRUN a\nONBUILD RUN b\nFROM scratch\nCOPY x /x\n";
    const { stages, orphans } = modelOf(text);
    const [first, second] = stages;
    expect(stages).toHaveLength(2);
    expect(first?.name).toBe("build");
    expect(text.slice(first?.nameRange?.start, first?.nameRange?.end)).toBe("Build");
    expect(first?.platform?.value).toBe("linux/amd64");
    expect(first?.instructions.map(({ keyword }) => keyword)).toEqual(["RUN", "ONBUILD"]);
    expect(second?.name).toBeUndefined();
    expect(second?.base.kind).toBe("scratch");
    expect(orphans).toEqual([]);
  });

  it.each([
    ["an image", "FROM golang:1.25", "image golang:1.25"],
    ["scratch", "FROM scratch", "scratch"],
    ["a stage, whatever the case", "FROM a AS Build\nFROM BUILD", "stage 0"],
    ["the last stage of a name before it", "FROM a AS x\nFROM b AS x\nFROM x", "stage 1"],
    ["not itself", "FROM golang AS golang", "image golang"],
    ["an earlier stage of its own name", "FROM a AS x\nFROM x AS x\nFROM x", "stage 1"],
    ["not a number", "FROM a\nFROM 0", "image 0"],
    ["a stage that is called scratch", "FROM a AS scratch\nFROM scratch", "stage 0"],
    ["a global ARG", "ARG V=3.22\nFROM alpine:$V", "image alpine:3.22"],
    ["a global ARG with a default here", "ARG V\nFROM alpine:${V:-3.22}", "image alpine:3.22"],
    ["a stage through an ARG", "ARG BASE=build\nFROM a AS build\nFROM $BASE", "stage 0"],
    ["quoted", 'FROM "alpine:3"', "image alpine:3"],
    ["an ARG without default", "ARG V\nFROM alpine:$V", "unknown alpine:$V"],
    ["a platform ARG", "FROM base-$TARGETARCH", "unknown base-$TARGETARCH"],
    ["an ARG of a stage", "FROM a\nARG V=1\nFROM alpine:$V", "unknown alpine:$V"],
    ["no reference", "FROM Not/A:Reference:x", "unknown Not/A:Reference:x"],
    ["nothing", "FROM", "unknown "],
  ])("FROM can name %s", (_, text, expected) => {
    expect(describeBase(lastStage(text).base)).toBe(expected);
  });

  it("tell why a base is unknown", () => {
    const reasonOf = (text: string): string | undefined => {
      const { base } = lastStage(text);
      return base.kind === "unknown" ? base.reason : undefined;
    };
    expect(reasonOf("ARG V\nFROM alpine:$V")).toBe("ARG V has no default, so only the build knows its value");
    expect(reasonOf("FROM alpine:$V")).toBe("no ARG before the first FROM declares V");
    expect(reasonOf("FROM base-$TARGETARCH")).toBe("the builder sets TARGETARCH");
  });

  it("take --build-arg for what is declared, and for platform ARGs", () => {
    expect(describeBase(lastStage("ARG V=1\nFROM a:$V", { buildArguments: { V: "2" } }).base)).toBe("image a:2");
    expect(describeBase(lastStage("FROM a:$V", { buildArguments: { V: "2" } }).base)).toBe("unknown a:$V");
    expect(describeBase(lastStage("FROM a:$TARGETARCH", { buildArguments: { TARGETARCH: "arm64" } }).base)).toBe("image a:arm64");
  });
});

describe("dependencies", () => {
  it.each([
    ["FROM", "FROM a AS x\nFROM x", [0]],
    ["COPY --from by name", "FROM a AS X\nFROM b\nCOPY --from=x /a /b", [0]],
    ["COPY --from by number", "FROM a\nFROM b\nFROM c\nCOPY --from=1 /a /b", [1]],
    ["COPY --from an image", "FROM a AS x\nFROM b\nCOPY --from=nginx /a /b", []],
    ["COPY --from itself", "FROM a\nFROM b AS x\nCOPY --from=x /a /b\nCOPY --from=1 /a /b", []],
    ["COPY --from a number out of reach", "FROM a\nFROM b\nCOPY --from=9 /a /b\nCOPY --from=-1 /a /b", []],
    ["RUN --mount by name", "FROM a AS x\nFROM b\nRUN --mount=type=bind,from=X,target=/x true", [0]],
    ["RUN --mount by number, which BuildKit takes for an image", "FROM a\nFROM b\nRUN --mount=type=bind,from=0,target=/x true", []],
    ["several, each once", "FROM a AS x\nFROM b AS y\nFROM y\nCOPY --from=y /a /\nCOPY --from=x /a /\nCOPY --from=0 /b /", [0, 1]],
    ["an ONBUILD of the stage that it is made FROM", "FROM a AS t\nFROM b AS x\nONBUILD COPY --from=t /a /b\nFROM x", [0, 1]],
    ["not its own ONBUILD", "FROM a AS t\nFROM b\nONBUILD COPY --from=t /a /b", []],
  ])("come from %s", (_, text, expected) => {
    expect(lastStage(text).dependencies.map(({ index }) => index)).toEqual(expected);
  });

  it("are never a stage that comes later", () => {
    const [first] = modelOf("FROM b\nCOPY --from=x /a /b\nCOPY --from=1 /a /b\nFROM a AS x").stages;
    expect(first?.dependencies).toEqual([]);
  });

  it("can be looked up by name or number", () => {
    const { stages, findStage } = modelOf("FROM a AS x\nFROM b AS y\nFROM c AS x\nFROM d");
    const [first, second, third, last] = stages;
    if (second === undefined || last === undefined) throw new Error("stages are missing");
    expect(findStage("X", second)).toBe(first);
    expect(findStage("x", last)).toBe(third);
    expect(findStage("1", last)).toBe(second);
    expect(findStage("3", last)).toBeUndefined();
    expect(findStage("nginx", last)).toBeUndefined();
  });
});

describe("the target", () => {
  const text = "FROM a AS base\nFROM base AS test\nFROM base AS app\nFROM b AS tools\nFROM app\nCOPY --from=tools /t /t\n";

  it.each([
    [undefined, 4, [0, 2, 3, 4]],
    ["", 4, [0, 2, 3, 4]],
    ["Test", 1, [0, 1]],
    ["3", 3, [3]],
    ["nowhere", undefined, [0, 1, 2, 3, 4]],
  ])("%s is the stage that is built, with what it needs", (target, index, needed) => {
    const model = modelOf(text, target === undefined ? {} : { target });
    expect(model.target?.index).toBe(index);
    expect(reachable(model)).toEqual(needed);
  });

  it("may need any named stage when its base is not certain", () => {
    expect(reachable(modelOf("FROM a AS base-amd64\nFROM b AS base-arm64\nFROM c\nFROM base-$TARGETARCH\n"))).toEqual([0, 1, 3]);
  });
});

describe("what stands before the first FROM", () => {
  it("is global ARGs and orphans", () => {
    const { globalArguments, orphans } = modelOf('ARG A=1 B\nRUN x\nARG C="x y"\nFROM a\nARG D\n');
    expect(globalArguments.map(({ name, defaultValue }) => [name, defaultValue])).toEqual([["A", "1"], ["B", undefined], ["C", "x y"]]);
    expect(orphans.map(({ keyword }) => keyword)).toEqual(["RUN"]);
  });

  it("is the one stage of a fragment, on a base that is not known", () => {
    const model = modelOf("ARG A=1\nRUN x $A\nUSER app\n");
    expect(model).toMatchObject({ isFragment: true, globalArguments: [], orphans: [] });
    expect(model.stages).toHaveLength(1);
    expect(model.target?.base).toMatchObject({ kind: "unknown" });
    expect(model.target?.instructions.map(({ keyword }) => keyword)).toEqual(["ARG", "RUN", "USER"]);
    expect(model.target?.config.user).toMatchObject({ known: true, value: { text: "app" } });
  });

  it.each(["", "\n# only a comment\n"])("gives an empty model for %j", (text) => {
    expect(modelOf(text).stages).toEqual([]);
  });
});
