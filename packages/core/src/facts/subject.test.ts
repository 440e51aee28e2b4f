import { describe, expect, it } from "vitest";
import { parseDockerfile } from "../dockerfile/parse.ts";
import { SourceText } from "../source/text.ts";
import type { DockerfileSubject } from "./subject.ts";
import { dockerfileSubject } from "./subject.ts";

function subject(text: string, options: { readonly target?: string; readonly buildArguments?: Readonly<Record<string, string>> } = {}): DockerfileSubject {
  return dockerfileSubject({ syntax: parseDockerfile(new SourceText("Dockerfile", text)), context: undefined, today: "2026-11-24", ...options });
}

const STAGES = "FROM golang:1.27 AS build\nRUN go build .\nFROM debian:13 AS base\nRUN apt-get install -y curl\nFROM base\nRUN useradd app\nCOPY --from=build /app /app\n";

describe("the subject of a Dockerfile", () => {
  it("takes the target and what it is made FROM as what runs, the target first", () => {
    const { runtimeStages, model, isRuntime, target } = subject(STAGES);
    expect(runtimeStages.map((stage) => stage.index)).toEqual([2, 1]);
    expect(model.stages.map(isRuntime)).toEqual([false, true, true]);
    expect(target?.index).toBe(2);
  });

  it("follows --target and --build-arg", () => {
    expect(subject(STAGES, { target: "build" }).runtimeStages.map((stage) => stage.index)).toEqual([0]);
    const text = "ARG BASE=debian:13\nFROM $BASE\n";
    expect(subject(text, { buildArguments: { BASE: "alpine:3.24" } }).posture.libc).toMatchObject({ known: true, value: "musl" });
  });

  it("gives the calls of each stage, the same ones every time", () => {
    const { model, packageCalls, accountCalls, commands, scripts } = subject(STAGES);
    const [build, base, last] = model.stages;
    if (build === undefined || base === undefined || last === undefined) throw new Error("three stages were written");
    expect(commands(build).map(({ name }) => name)).toEqual(["go"]);
    expect(packageCalls(base).map(({ packages }) => packages.map(({ name }) => name))).toEqual([["curl"]]);
    expect(accountCalls(last).map(({ name }) => name)).toEqual(["app"]);
    expect(packageCalls(base)).toBe(packageCalls(base));
    expect(scripts(base)).toBe(scripts(base));
  });

  it("reads a fragment as one stage on an unknown base, so that what stands there is judged", () => {
    const { target, runtimeStages, posture, commands } = subject("RUN true\n");
    expect(runtimeStages).toEqual([target]);
    expect(target === undefined ? [] : commands(target).map((command) => command.name)).toEqual(["true"]);
    expect(posture.user.known).toBe(false);
  });

  it("reads what runs behind ONBUILD too", () => {
    const { target, commands } = subject("FROM alpine:3.24\nRUN a\nONBUILD RUN b\nRUN c\n");
    expect(target === undefined ? [] : commands(target).map((command) => command.name)).toEqual(["a", "b", "c"]);
  });
});
