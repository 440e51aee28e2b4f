import { describe, expect, it } from "vitest";
import { lastStage } from "../../testing/model.ts";
import type { ModelOptions, Stage, VariableScope, VariableValue } from "../model.ts";

/** The scope that a RUN at the end of the text sees. */
function scopeAtEnd(text: string, options: ModelOptions = {}): VariableScope {
  const stage = lastStage(`${text}\nRUN end\n`, options);
  return scopeOfLast(stage);
}

function scopeOfLast(stage: Stage): VariableScope {
  const last = stage.instructions[stage.instructions.length - 1];
  if (last === undefined) throw new Error("the stage is empty");
  return stage.variablesAt(last);
}

function value(scope: VariableScope, name: string): [VariableValue["kind"], string | undefined] | undefined {
  const variable = scope.get(name);
  return variable === undefined ? undefined : [variable.kind, variable.value];
}

const CATALOGUE: ModelOptions = {
  catalogue: {
    find: ({ repository }) => (repository === "library/node" ? { env: { NODE_VERSION: "24.1.0", PATH: "/node/bin:/bin" }, source: "a test" } : undefined),
  },
};

describe("ARG and ENV", () => {
  it.each([
    ["an ARG with a default", "FROM a\nARG X=1", ["arg", "1"]],
    ["an ARG without one", "FROM a\nARG X", ["arg", undefined]],
    ["several in one ARG", "FROM a\nARG W=0 X=1", ["arg", "1"]],
    ["later ones of one ARG see earlier ones", "FROM a\nARG W=1 X=$W", ["arg", "1"]],
    ["nothing that is only global", "ARG X=1\nFROM a", undefined],
    ["a global default once redeclared", "ARG X=1\nFROM a\nARG X", ["arg", "1"]],
    ["its own default before the global one", "ARG X=1\nFROM a\nARG X=2", ["arg", "2"]],
    ["a global ARG without default", "ARG X\nFROM a\nARG X", ["arg", undefined]],
    ["globals that build on globals", "ARG W=1\nARG X=v$W\nFROM a\nARG X", ["arg", "v1"]],
    ["an earlier value when redeclared without one", "FROM a\nARG X=1\nARG X", ["arg", "1"]],
    ["ENV", "FROM a\nENV X=1", ["env", "1"]],
    ["ENV in the old form", "FROM a\nENV X one two", ["env", "one two"]],
    ["ENV without quotes", 'FROM a\nENV X="one two" Y=1', ["env", "one two"]],
    ["ENV over an ARG before it", "FROM a\nARG X=1\nENV X=2", ["env", "2"]],
    ["an ARG after an ENV, as BuildKit has it", "FROM a\nENV X=1\nARG X=2", ["arg", "2"]],
    ["ENV under an ARG without value", "FROM a\nENV X=1\nARG X", ["env", "1"]],
    ["ENV from an ARG", "FROM a\nARG V=1\nENV X=${V:+v$V}", ["env", "v1"]],
    ["the state before an ENV in all of it", "FROM a\nENV W=1\nENV W=2 X=$W", ["env", "1"]],
    ["a name that is a variable", "FROM a\nARG N=X\nENV $N=1", ["env", "1"]],
    ["ENV of something not certain", "FROM a\nARG V\nENV X=v$V", ["env", undefined]],
    ["the default that the file states", "FROM a\nARG V\nENV X=${V:-7}", ["env", "7"]],
    ["nothing of another stage", "FROM a AS x\nENV X=1\nFROM b", undefined],
    ["ENV of the stage it is made FROM", "FROM a AS x\nENV X=1\nFROM x", ["env", "1"]],
    ["an ARG of the stage it is made FROM", "FROM a AS x\nARG X=1\nFROM x", ["arg", "1"]],
    ["ENV first again in a stage made FROM", "FROM a AS x\nENV X=1\nARG X=2\nFROM x", ["env", "1"]],
    ["its own ARG after an inherited ENV", "FROM a AS x\nENV X=1\nFROM x\nARG X=2", ["arg", "2"]],
    ["what ONBUILD of that stage sets", "FROM a AS x\nONBUILD ENV X=1\nFROM x", ["env", "1"]],
    ["nothing of its own ONBUILD", "FROM a\nONBUILD ENV X=1", undefined],
    ["no trigger a second time", "FROM a AS x\nONBUILD ENV X=1\nFROM x AS y\nENV X=2\nFROM y", ["env", "2"]],
  ])("give X %s", (_, text, expected) => expect(value(scopeAtEnd(text), "X")).toEqual(expected));

  it.each([
    ["over a default", "FROM a\nARG X=1", ["arg", "2"]],
    ["without a default", "FROM a\nARG X", ["arg", "2"]],
    ["over a global default", "ARG X=1\nFROM a\nARG X", ["arg", "2"]],
    ["only where declared", "FROM a", undefined],
    ["never over ENV", "FROM a\nENV X=1", ["env", "1"]],
  ])("take --build-arg %s", (_, text, expected) => {
    expect(value(scopeAtEnd(text, { buildArguments: { X: "2" } }), "X")).toEqual(expected);
  });

  it("take no name from JavaScript for a build argument", () => {
    expect(value(scopeAtEnd("FROM a\nARG constructor"), "constructor")).toEqual(["arg", undefined]);
  });
});

describe("what the builder and the base image set", () => {
  it.each([
    ["a platform ARG once declared", "FROM a\nARG TARGETARCH", "TARGETARCH", ["platform", undefined]],
    ["no platform ARG undeclared", "FROM a", "TARGETARCH", undefined],
    ["a default instead of the platform, as BuildKit has it", "FROM a\nARG TARGETARCH=amd64", "TARGETARCH", ["arg", "amd64"]],
    ["predefined ARGs everywhere", "FROM a", "HTTP_PROXY", ["predefined", undefined]],
    ["predefined ARGs in lower case", "FROM a", "no_proxy", ["predefined", undefined]],
    ["a predefined ARG with a default", "FROM a\nARG ALL_PROXY=http://p", "ALL_PROXY", ["arg", "http://p"]],
    ["PATH of scratch", "FROM scratch", "PATH", ["base", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]],
    ["PATH of an unknown image", "FROM a", "PATH", ["base", undefined]],
    ["PATH of a known image", "FROM node:24", "PATH", ["base", "/node/bin:/bin"]],
    ["ENV of a known image", "FROM node:24", "NODE_VERSION", ["base", "24.1.0"]],
    ["ENV of a known image, inherited", "FROM node:24 AS n\nFROM n", "NODE_VERSION", ["base", "24.1.0"]],
    ["ENV on top of a known PATH", "FROM node:24\nENV PATH=/app:$PATH", "PATH", ["env", "/app:/node/bin:/bin"]],
    ["ENV on top of an unknown PATH", "FROM a\nENV PATH=/app:$PATH", "PATH", ["env", undefined]],
  ])("is %s", (_, text, name, expected) => expect(value(scopeAtEnd(text, CATALOGUE), name)).toEqual(expected));

  it("fills platform ARGs from --build-arg", () => {
    expect(value(scopeAtEnd("FROM a\nARG TARGETARCH", { buildArguments: { TARGETARCH: "arm64" } }), "TARGETARCH")).toEqual(["arg", "arm64"]);
  });

  it("decides whether a name that is not declared is empty or not known", () => {
    expect(scopeAtEnd("FROM scratch").expand("a${X}b${Y:-c}")).toBe("abc");
    expect(scopeAtEnd("FROM node:24", CATALOGUE).expand("a${X}b")).toBe("ab");
    expect(scopeAtEnd("FROM a").expand("a${X}b")).toBeUndefined();
    expect(scopeAtEnd("FROM scratch\nARG N\nENV $N=1").expand("$X")).toBeUndefined();
  });
});

describe("places", () => {
  it("see what stands before them", () => {
    const stage = lastStage("FROM a\nENV X=1\nENV X=2\nRUN end\n");
    const seen = stage.instructions.map((instruction) => stage.variablesAt(instruction).get("X")?.value);
    expect(seen).toEqual([undefined, "1", "2"]);
  });

  it("see the global scope in FROM, and no ARG of a stage there", () => {
    const stage = lastStage("ARG V=1\nFROM a\nARG W=2\n");
    const scope = stage.variablesAt(stage.from);
    expect(scope.expand("$V-$W")).toBe("1-");
    expect(scope.get("HTTP_PROXY")).toBeUndefined();
  });

  it("see inside ONBUILD and HEALTHCHECK what the instruction around sees", () => {
    const stage = lastStage("FROM a\nENV X=1\nONBUILD RUN x\nHEALTHCHECK CMD x\n");
    for (const { nested } of stage.instructions.slice(1)) {
      expect(nested === undefined ? undefined : stage.variablesAt(nested).get("X")?.value).toBe("1");
    }
  });

  it("list every visible name once", () => {
    const names = scopeAtEnd("ARG G=1\nFROM scratch\nARG HTTP_PROXY\nENV B=1 A=2\nARG G").names();
    expect(names.filter((name) => !/proxy/i.test(name))).toEqual(["A", "B", "G", "PATH"]);
    expect(names.filter((name) => name === "HTTP_PROXY")).toHaveLength(1);
  });

  it("refuse an instruction of another stage", () => {
    const stage = lastStage("FROM a\nRUN a\n");
    expect(() => stage.variablesAt({ ...stage.from })).toThrow(RangeError);
  });

  it("name the instruction that set a value", () => {
    const stage = lastStage("FROM a\nENV X=1\nRUN end\n");
    expect(scopeOfLast(stage).get("X")?.instruction).toBe(stage.instructions[0]);
  });
});

describe("values that grow", () => {
  it("are given up where they double without end", () => {
    const lines = Array.from({ length: 60 }, () => "ENV X=$X$X");
    expect(value(scopeAtEnd(["FROM scratch", "ENV X=xxxx", ...lines].join("\n")), "X")).toEqual(["env", undefined]);
  });
});
