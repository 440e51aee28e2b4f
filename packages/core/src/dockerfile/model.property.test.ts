import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyDockerfileTexts, dockerfiles } from "../testing/dockerfile-generator.ts";
import { modelOf } from "../testing/model.ts";
import type { ImageConfig, ModelOptions, Stage } from "./model.ts";
import { readCopy } from "./read-copy.ts";
import { readMounts } from "./read-mounts.ts";

const IMAGE: ImageConfig = { user: "app", workdir: "/srv", env: { PATH: "/bin" }, exposedPorts: ["80/tcp"], volumes: ["/data"], source: "a test" };

const settings: fc.Arbitrary<ModelOptions> = fc.record(
  {
    buildArguments: fc.dictionary(fc.constantFrom("NAME", "OTHER", "TARGETARCH", "__proto__"), fc.string({ maxLength: 5 })),
    target: fc.constantFrom("", "0", "1", "build", "nowhere"),
    catalogue: fc.constant({ find: () => IMAGE }),
  },
  { requiredKeys: [] },
);

/** Everything that a stage tells, so that nothing stays lazy. */
function readAll(stage: Stage): unknown {
  const moments = [stage.from, ...stage.instructions].map((instruction) => {
    const scope = stage.variablesAt(instruction);
    const words = instruction.arguments.map(({ text }) => scope.expand(text));
    return [{ ...stage.configAt(instruction) }, scope.names().map((name) => scope.get(name)?.value), words, readCopy(instruction)?.sources, readMounts(instruction)];
  });
  return [moments, { ...stage.config }, stage.reachable, stage.dependencies.map(({ index }) => index)];
}

describe("the model", () => {
  it("of any text can be read to the last fact", () => {
    fc.assert(
      fc.property(anyDockerfileTexts, settings, (text, options) => {
        const { stages, target } = modelOf(text, options);
        for (const stage of stages) readAll(stage);
        if (target !== undefined) expect(target.reachable).toBe(true);
        for (const stage of stages) {
          for (const dependency of stage.dependencies) expect(dependency.index).toBeLessThan(stage.index);
          if (stage.reachable) expect(stage.dependencies.every((dependency) => dependency.reachable)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("tells the same whatever is asked first", () => {
    fc.assert(
      fc.property(dockerfiles, settings, ({ text }, options) => {
        const forward = modelOf(text, options).stages.map(readAll);
        const backward = modelOf(text, options).stages.toReversed().map(readAll).toReversed();
        expect(JSON.stringify(backward, withoutTree)).toBe(JSON.stringify(forward, withoutTree));
      }),
    );
  });

  it("has behind the last instruction of a stage the configuration that the stage ends with", () => {
    fc.assert(
      fc.property(dockerfiles, settings, ({ text }, options) => {
        const { stages } = modelOf(`${text}\nRUN end\n`, options);
        const stage = stages[stages.length - 1];
        const end = stage?.instructions[stage.instructions.length - 1];
        if (stage !== undefined && end !== undefined) expect({ ...stage.configAt(end) }).toEqual({ ...stage.config });
      }),
    );
  });
});

/** Instructions lead to the whole file; their place tells them apart. */
function withoutTree(key: string, value: unknown): unknown {
  return key === "instruction" || key === "heredoc" ? undefined : value;
}

describe("a file of hostile size", () => {
  it.each([
    ["10,000 variables that build on each other", ["FROM scratch", ...Array.from({ length: 10_000 }, (_, index) => `ENV V${index}=$V${index - 1}x W=$V0`)]],
    ["1,000 stages, each made FROM the one before", Array.from({ length: 1000 }, (_, index) => `FROM ${index === 0 ? "a" : `s${index - 1}`} AS s${index}\nENV V${index}=1\nWORKDIR x`)],
    ["100,000 stages of one name", ["FROM a AS s", ...Array.from({ length: 100_000 }, () => "FROM s AS s")]],
    ["triggers times stages", ["FROM a AS p", ...Array.from({ length: 10_000 }, () => "ONBUILD USER app"), ...Array.from({ length: 10_000 }, () => "FROM p")]],
    ["stages that read from many", ["FROM a AS s", ...Array.from({ length: 20_000 }, (_, index) => `FROM b\nCOPY --from=${index} /a /\nCOPY --from=s /a /`)]],
    ["bases that only the build knows", Array.from({ length: 20_000 }, (_, index) => `FROM s$TARGETARCH AS n${index}`)],
    ["ports again and again", ["FROM scratch", ...Array.from({ length: 20_000 }, () => "EXPOSE 0-1023 1024-2047 0-65535")]],
    ["ENV and ARG of one name in turn", ["FROM scratch", ...Array.from({ length: 10_000 }, (_, index) => `ENV X=\${X:-${index}}\nARG X=\${X#?}`)]],
  ])("is followed to its end: %s", (_, lines) => {
    const { stages, target } = modelOf(lines.join("\n"));
    const last = target?.instructions[target.instructions.length - 1];
    for (const stage of stages) for (const instruction of stage.instructions) stage.variablesAt(instruction).get("X");
    for (const instruction of target?.instructions ?? []) expect(target?.configAt(instruction).shell.known).toBe(true);
    expect(last === undefined || target?.variablesAt(last).names().length !== undefined).toBe(true);
    expect(target?.config.exposedPorts).toBeDefined();
  });
});
