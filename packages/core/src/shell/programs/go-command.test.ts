import { describe, expect, it } from "vitest";
import { parseDockerfile } from "../../dockerfile/parse.ts";
import { SourceText } from "../../source/text.ts";
import { readShell } from "../read-shell.ts";
import { type GoCommand, readGoCommand } from "./go-command.ts";

function goCommand(line: string): GoCommand | undefined {
  const instruction = parseDockerfile(new SourceText("Dockerfile", `FROM golang:1.26\nRUN ${line}\n`)).instructions[1];
  const script = instruction && readShell(instruction, { shell: ["/bin/sh", "-c"], variables: () => undefined });
  return script?.commands.map(readGoCommand).find((go) => go !== undefined);
}

describe("a go command", () => {
  it.each<[string, string, readonly (readonly [string, string | undefined])[], readonly string[]]>([
    ["go build -o /app ./cmd/api", "build", [["-o", "/app"]], ["./cmd/api"]],
    ["go build --ldflags='-s -w' -v .", "build", [["-ldflags", "-s -w"], ["-v", "true"]], ["."]],
    ["go -C /src install -tags a,b ./...", "install", [["-tags", "a,b"]], ["./..."]],
    ["go1.22.1 run . -o x", "run", [], [".", "-o", "x"]],
    ["xx-go build", "build", [], []],
    ["go build -o $OUT .", "build", [["-o", undefined]], ["."]],
  ])("%s", (line, action, flags, packages) => {
    const go = goCommand(line);
    expect(go?.action).toBe(action);
    expect(go?.flags.map((flag) => [flag.name, flag.value])).toEqual(flags);
    expect(go?.packages.map((word) => word.value)).toEqual(packages);
    expect(go?.uncertain).toBe(false);
  });

  it("may have any flag where a variable stands in front of one, and no package there", () => {
    const go = goCommand("go build $FLAGS -o /app .");
    expect(go?.uncertain).toBe(true);
    expect(go?.packages.map((word) => word.value)).toEqual(["."]);
  });

  it.each(["go test ./...", "go", "gofmt -l .", "goreleaser build"])("is not: %s", (line) => expect(goCommand(line)).toBeUndefined());
});
