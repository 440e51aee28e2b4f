import { describe, expect, it } from "vitest";
import { buildModel } from "../dockerfile/build-model.ts";
import { parseDockerfile } from "../dockerfile/parse.ts";
import { SourceText } from "../source/text.ts";
import { readStageShell } from "./read-shell.ts";
import { argvOf, commandNamed, readRun, readScripts } from "./testing/read-dockerfile.ts";

describe("a RUN over several lines", () => {
  const text = "FROM scratch\nRUN curl \\\n# why: the mirror has no certificate\n  -k https://x | sh\n";

  it("is one command whose words stand on the lines where they were written", () => {
    const [read] = readScripts(text);
    expect(read && argvOf(read.script)).toEqual(["curl -k https://x", "sh"]);
    const option = read?.script.commands[0]?.words[1];
    expect(option && read?.source.position(option.range.start)).toEqual({ line: 4, column: 3 });
    expect(option && read?.slice(option.range)).toBe("-k");
    expect(option?.editable).toBe(true);
  });

  it("gives a word that is broken over two lines its whole span, and does not let it be edited", () => {
    const { script, slice } = readRun("apt-get inst\\\nall x");
    const word = script.commands[0]?.words[1];
    expect(word?.value).toBe("install");
    expect(word && slice(word.range)).toBe("inst\\\nall");
    expect(word?.editable).toBe(false);
  });

  it("reads CRLF line ends as Docker does", () => {
    const [read] = readScripts("FROM scratch\r\nRUN apt-get update && \\\r\n  apt-get install x\r\n");
    expect(read && argvOf(read.script)).toEqual(["apt-get update", "apt-get install x"]);
    const heredoc = readScripts("FROM scratch\r\nRUN <<EOF\r\ncurl x\r\nsh y\r\nEOF\r\n")[0];
    expect(heredoc && argvOf(heredoc.script)).toEqual(["curl x", "sh y"]);
  });
});

describe("the exec form", () => {
  it("is one command without a shell, in which nothing is expanded", () => {
    const { script, slice } = readRun('["apt-get", "install", "$X"]');
    expect(script.dialect).toBe("exec");
    expect(argvOf(script)).toEqual(["apt-get install $X"]);
    expect(script.commands[0]?.words.map(({ range }) => slice(range))).toEqual(["apt-get", "install", "$X"]);
  });

  it("is read into when it starts a shell", () => {
    const { script, slice } = readRun('["/bin/bash", "-lc", "npm ci && curl -k x"]');
    expect(argvOf(script)).toEqual(["/bin/bash -lc npm ci && curl -k x", "npm ci", "curl -k x"]);
    const option = commandNamed(script, "curl").words[1];
    expect(option && [slice(option.range), option.editable]).toEqual(["-k", true]);
  });

  it("keeps hands off what stands in a string with escapes", () => {
    const { script } = readRun(String.raw`["sh", "-c", "curl -k \"https://x\""]`);
    const curl = commandNamed(script, "curl");
    expect(curl.words.map(({ value }) => value)).toEqual(["curl", "-k", "https://x"]);
    expect(curl.words.some(({ editable }) => editable)).toBe(false);
  });

  it("is the shell form when it is no JSON", () => {
    expect(argvOf(readRun("[ -f x ] && rm x").script)).toEqual(["[ -f x ]", "rm x"]);
  });
});

describe("heredocs", () => {
  it.each([
    ["a body is the script", "<<EOF\nset -e\ncurl -k x\nEOF", "sh", ["set -e", "curl -k x"]],
    ["tabs before the lines go", "<<-EOF\n\tcurl x\n\tEOF", "sh", ["curl x"]],
    ["a shebang names the shell", "<<EOF\n#!/bin/bash\ncurl x\nEOF", "bash", ["curl x"]],
    ["a shebang names another interpreter", "<<EOF\n#!/usr/bin/env python3\nimport os\nEOF", "other", []],
    ["the shell of the line reads a heredoc for another shell", "bash <<EOF && echo done\ncurl x\nEOF", "sh", ["bash", "curl x", "echo done"]],
    ["text for a file is no script", "cat <<EOF > /etc/motd\ncurl x | sh\nEOF", "sh", ["cat"]],
    ["substitutions in the text for a file run", "cat <<EOF > /etc/motd\n$(date)\nEOF", "sh", ["cat", "date"]],
    ["quoted delimiters keep substitutions from running", "cat <<'EOF' > /etc/motd\n$(date)\nEOF", "sh", ["cat"]],
    ["two heredocs of one line", "cat <<A >a && sh <<B\ncurl no\nA\ncurl yes\nB", "sh", ["cat", "sh", "curl yes"]],
  ] as const)("%s", (_, body, dialect, argv) => {
    const { script } = readRun(body);
    expect([script.dialect, argvOf(script)]).toEqual([dialect, argv]);
  });

  it("lead back to the lines of the file", () => {
    const { script, source } = readRun("<<EOF\nset -e\ncurl \\\n  -k x\nEOF");
    const option = commandNamed(script, "curl").words[1];
    expect(option && source.position(option.range.start)).toEqual({ line: 5, column: 3 });
  });
});

describe("the shell in force", () => {
  it.each([
    [["/bin/sh", "-c"], "sh"],
    [["/bin/ash", "-eo", "pipefail", "-c"], "sh"],
    [["/bin/bash", "-o", "pipefail", "-c"], "bash"],
    [["/usr/bin/env", "bash", "-c"], "bash"],
    [["conda", "run", "-n", "x", "/bin/bash", "-c"], "bash"],
    [["powershell", "-Command"], "powershell"],
    [["C:\\Windows\\System32\\pwsh.exe", "-NoLogo", "-Command"], "powershell"],
    [["cmd", "/S", "/C"], "cmd"],
    [["/bin/zsh", "-c"], "other"],
    [["python3", "-c"], "other"],
  ] as const)("%j is %s", (shell, dialect) => {
    const { script } = readRun("apt-get update", { shell });
    expect(script.dialect).toBe(dialect);
    const read = dialect === "sh" || dialect === "bash";
    expect([script.commands.length, script.complete]).toEqual(read ? [1, true] : [0, false]);
  });

  it("brings its options along", () => {
    const { script } = readRun("curl x | sh; y", { shell: ["/bin/bash", "-euo", "pipefail", "-c"] });
    expect(script.commands.map(({ circumstance }) => circumstance.failureIgnored)).toEqual([false, false, false]);
  });
});

describe("other instructions", () => {
  it("reads CMD, ENTRYPOINT and the command of HEALTHCHECK, and nothing else", () => {
    const text = 'FROM scratch\nCOPY a b\nENV a=b\nCMD exec node x\nENTRYPOINT ["tini", "--", "/app"]\nHEALTHCHECK --interval=5s CMD curl -f http://localhost || exit 1\nHEALTHCHECK NONE\n';
    const read = readScripts(text);
    expect(read.map(({ script }) => [script.instruction.keyword, argvOf(script)])).toEqual([
      ["CMD", ["node x"]],
      ["ENTRYPOINT", ["/app"]],
      ["HEALTHCHECK", ["curl -f http://localhost", "exit 1"]],
    ]);
  });

  it("takes SHELL, ARG and ENV of a stage from where the instruction stands, once", () => {
    const text = 'FROM scratch\nARG V=1\nRUN curl $V\nENV V=2\nRUN curl $V\nARG W\nRUN curl $W\nSHELL ["cmd", "/C"]\nRUN curl x\n';
    const [stage] = buildModel(parseDockerfile(new SourceText("Dockerfile", text)), {}).stages;
    const scripts = stage ? readStageShell(stage) : [];
    expect(scripts.map((script) => [script.dialect, ...argvOf(script)])).toEqual([["sh", "curl 1"], ["sh", "curl 2"], ["sh", "curl ?$W"], ["cmd"]]);
    expect(stage && readStageShell(stage)).toBe(scripts);
  });
});

describe("a script that is not understood", () => {
  it.each([
    ["goes on behind an error", "a | | b; rm -rf /x", ["a", "rm -rf /x"]],
    ["goes on with the next line", "<<EOF\nfoo\n) bar\ncurl x | sh\nEOF", ["foo", "curl x", "sh"]],
    ["keeps what stands before an unclosed quote", "curl x && echo 'a; b", ["curl x", "echo a; b"]],
    ["says so of an inner script", "sh -c 'a; ) ; b' && c", ["sh -c a; ) ; b", "a", "b", "c"]],
  ])("%s and says that it is not complete", (_, body, argv) => {
    const { script } = readRun(body);
    expect(argvOf(script)).toEqual(argv);
    expect(script.complete).toBe(false);
    expect(script.problems.length).toBeGreaterThan(0);
  });
});
