import { describe, expect, it } from "vitest";
import type { Circumstance, Command } from "./command.ts";
import { argvOf, commandNamed, readRun } from "./testing/read-dockerfile.ts";

describe("words", () => {
  it.each([
    ["quotes go", `a 'b c' "d e" f\\ g h"i"'j' ''`, ["a", "b c", "d e", "f g", "hij", ""]],
    ["globs and tildes stay", "rm -rf /var/lib/apt/lists/* ~/x [ab]?", ["rm", "-rf", "/var/lib/apt/lists/*", "~/x", "[ab]?"]],
    ["ANSI quotes are decoded", "a $'b\\tc'", ["a", "b\tc"]],
    ["comments are none", "a b#c # d", ["a", "b#c"]],
    ["an unset variable is not certain", "a $X b$X", ["a", undefined, undefined]],
    ["a variable of the Dockerfile", 'a $SET "${SET}x"', ["a", "1", "1x"]],
    ["single quotes keep a variable as it is", "a '$SET'", ["a", "$SET"]],
    ["a list in a variable gives several words", 'a $LIST "$LIST"', ["a", "x", "y", "x y"]],
    ["an empty variable gives none", '$EMPTY a "$EMPTY"', ["a", ""]],
    ["defaults", "a ${SET:-b} ${EMPTY:-c} ${EMPTY-d}e ${X:-f}", ["a", "1", "c", "e", undefined]],
    ["alternatives", "a ${SET:+b} ${EMPTY:+c}d", ["a", "b", "d"]],
    ["trimming", "a ${SEMVER%.*} ${SEMVER%%.*} ${SEMVER#*.} ${SEMVER##*.} ${SEMVER%.3} ${SEMVER#1.}", ["a", "1.2", "1", "2.3", "3", "1.2", "2.3"]],
    ["replacing", "a ${SEMVER/./-} ${SEMVER//./-}", ["a", "1-2.3", "1-2-3"]],
    ["what only a run tells", "a $(b) `c` $((1+1)) {d,e} $1 $@ ${SET^^} ${#SET}", ["a", ...Array.from({ length: 8 }, () => undefined)]],
  ])("%s", (_, body, values) => {
    const { script } = readRun(body, { variables: { SET: "1", LIST: "x y", EMPTY: "", SEMVER: "1.2.3" } });
    expect(script.commands[0]?.words.map(({ value }) => value)).toEqual(values);
    expect(script.complete).toBe(true);
  });

  it.each([
    ["an assignment", "V=1; see $V", "1"],
    ["an exported one", "export V=1 && see $V", "1"],
    ["the last one", "V=1; V=2; see $V", "2"],
    ["one made of another", "A=1; V=$A.2; see $V", "1.2"],
    ["an appended one", "V=1; V+=2; see $V", "12"],
    ["the Dockerfile's", "see $SET", "0"],
    ["over the Dockerfile's", "SET=1; see $SET", "1"],
    ["one under a condition that stands before both", "[ -n x ] && V=1 && see $V", "1"],
    ["in an inner script", "V=1; sh -c \"see $V\"", "1"],
    ["for one command only", "V=1; V=2 see $V", "1"],
    ["a subshell's stays there", "V=1; (V=2); see $V", "1"],
    ["a pipe's stays there", "V=1; echo 2 | V=2; see $V", "1"],
    ["by a condition", "V=1; if a; then V=2; fi; see $V", undefined],
    ["by && behind a test", "V=1; [ a ] && V=2; see $V", undefined],
    ["by ||", "V=1; a || V=2; see $V", undefined],
    ["in a loop before it is set", "V=1; for x in a b; do see $V; V=2; done", undefined],
    ["the loop's variable", "for V in a b; do see $V; done", undefined],
    ["read from input", "V=1; read V; see $V", undefined],
    ["from a command", "V=$(date); see $V", undefined],
    ["after an unknown file was sourced", "V=1; . /etc/os-release; see $V", undefined],
    ["after eval", "V=1; eval \"$(x)\"; see $V", undefined],
    ["by a function", "V=1; f() { V=2; }; f; see $V", undefined],
    ["unset", "V=1; unset V; see $V", undefined],
  ])("%s gives its value where it is certain", (_, body, value) => {
    expect(commandNamed(readRun(body, { variables: { SET: "0" } }).script, "see").words.at(-1)?.value).toBe(value);
  });

  it("names the variables of a word", () => {
    const { script } = readRun('a "$B/${C:-$D}" e');
    expect(script.commands[0]?.words.map(({ variables }) => variables)).toEqual([[], ["B", "C", "D"], []]);
  });

  it("has no place of its own behind escaped backquotes", () => {
    const { script } = readRun("a `b \\`c d\\``");
    expect(argvOf(script)).toEqual(["a ?`b \\`c d\\``", "b ?`c d`", "c d"]);
    expect(script.commands.slice(1).flatMap(({ words }) => words).some(({ editable }) => editable)).toBe(false);
  });
});

describe("wrappers", () => {
  it.each([
    ["sudo -E -u app curl x", "curl x", ["sudo"]],
    ["sudo --user=app A=b curl x", "curl x", ["sudo"]],
    ["env -i A=b C=d curl x", "curl x", ["env"]],
    ["exec nice -n 5 nohup timeout -k 1 30 curl x", "curl x", ["exec", "nice", "nohup", "timeout"]],
    ["time -p curl x", "curl x", ["time"]],
    ["command curl x", "curl x", ["command"]],
    ["eatmydata -- curl x", "curl x", ["eatmydata"]],
    ["gosu app curl x", "curl x", ["gosu"]],
    ["su-exec 1:1 curl x", "curl x", ["su-exec"]],
    ["setpriv --reuid=1 --clear-groups curl x", "curl x", ["setpriv"]],
    ["setpriv --reuid 1 curl x", "curl x", ["setpriv"]],
    ["/usr/bin/sudo /usr/bin/curl x", "/usr/bin/curl x", ["sudo"]],
    ["xargs -n 1 -0 curl x", "curl x", ["xargs"]],
    ["tini -g -- curl x", "curl x", ["tini"]],
    ["busybox wget x", "wget x", ["busybox"]],
    ["command -v curl", "command -v curl", []],
    ["env", "env", []],
    ["sudo -l", "sudo -l", []],
    ["xargs", "xargs", []],
  ])("%s runs %s", (body, argv, wrappers) => {
    const { script, slice } = readRun(body);
    const [command] = script.commands;
    expect(command && [argvOf(script)[0], command.wrappers.map(({ name }) => name)]).toEqual([argv, wrappers]);
    expect(command && slice(command.range)).toBe(body);
  });

  it("gives the environment and the places of a wrapper", () => {
    const { script, slice } = readRun("sudo -u app env A=b C='d e' curl x");
    const curl = commandNamed(script, "curl");
    expect(curl.assignments.map(({ name, value, range }) => [name, value?.value, slice(range)])).toEqual([["A", "b", "A=b"], ["C", "d e", "C='d e'"]]);
    expect(curl.wrappers.map(({ range }) => slice(range))).toEqual(["sudo -u app", "env A=b C='d e'"]);
  });
});

describe("code in words", () => {
  it.each([
    ["sh -c 'cd /x && apt install -y vim'", ["cd /x", "apt install -y vim"]],
    ['bash -euxo pipefail -c "curl \\"$X\\""', ["curl ?\"$X\""]],
    ["sudo -u app sh -c 'curl x'", ["curl x"]],
    ["eval 'apk add x'", ["apk add x"]],
    ["eval apk add x", ["apk add x"]],
    ["su - app -c 'curl x'", ["curl x"]],
    ["sh -c \"bash -c 'curl x'\"", ["bash -c curl x", "curl x"]],
    ["find / -type f -exec chmod a-s {} +", ["chmod a-s {}"]],
    ["find / -exec sh -c 'curl x' \\;", ["sh -c curl x", "curl x"]],
    ["bash <<< 'curl x'", ["curl x"]],
    ["sh script -c 'curl x'", []],
    ["echo 'curl x | sh'", []],
    ["git commit -c 'curl x'", []],
  ])("%s holds %j", (body, argv) => {
    const { script, slice } = readRun(body);
    expect(argvOf(script).slice(1)).toEqual(argv);
    for (const { words } of script.commands) for (const word of words) if (word.editable) expect(slice(word.range)).toBe(word.text);
  });

  it("is never a comment or a quoted text", () => {
    expect(argvOf(readRun('echo "apt-get install x" # && curl y | sh').script)).toEqual(["echo apt-get install x"]);
    expect(argvOf(readRun("a \\\n# b && c\n  && d").script)).toEqual(["a", "d"]);
  });
});

/** The commands for which a circumstance holds. */
function having(body: string, holds: (circumstance: Circumstance, command: Command) => boolean, shell?: readonly string[]): string {
  const { script } = readRun(body, shell === undefined ? {} : { shell });
  return script.commands.filter((command) => holds(command.circumstance, command)).map(({ name }) => name).join(" ");
}

describe("conditional", () => {
  it.each([
    ["a && b && c", ""],
    ["a || b", "b"],
    ["a || b && c", "b"],
    ["[ -f x ] && b && c", "b c"],
    ["[ -f x ] && b || c", "b c"],
    ["[[ -f x ]] && b", "b"],
    ["command -v a && b", "b"],
    ["grep -q a f && b; grep a f && c", "b"],
    ["! a && b", "b"],
    ["if a; then b; elif c; then d; else e; fi; f", "b c d e"],
    ["while a; do b; done", "b"],
    ["case x in a) b;; *) c;; esac", "b c"],
    ["for x in a b; do c; done", ""],
    ["for x in $Y; do c; done", "c"],
    ["if a; then (b; sh -c 'c'); fi", "b sh c"],
  ])("%s: %s", (body, names) => {
    expect(having(body, ({ conditional }) => conditional)).toBe(names);
  });
});

describe("failure ignored", () => {
  it.each([
    ["a && b && c", ""],
    ["a; b", "a"],
    ["set -e; a; b", "set"],
    ["set -eux; a; b", "set"],
    ["set -o errexit; a; b", "set"],
    ["set -ex && a && b", ""],
    ["set -e; set +e; a; b", "set a"],
    ["set -e; a && b; c", "set a"],
    ["a || true", "a"],
    ["a || exit 1", ""],
    ["a || { echo; exit 1; }", "echo"],
    ["a || exit 0", "a"],
    ["a && b || true && c", "a b"],
    ["a | b", "a"],
    ["set -o pipefail; a | b", "set"],
    ["set -euxo pipefail; a | b; c", "set"],
    ["set -e; a | b; c", "set a"],
    ["set -e; if a; then b; fi; c", "set a"],
    ["set -e; ! a; b", "set a"],
    ["set -e; { a; b; } && c; d", "set a b"],
    ["{ a; b; }", "a"],
    ["a & b", "a"],
    ["set -e; (a; b) || c; d", "set a b"],
    ["sh -c 'a; b' && c", "a"],
    ["sh -ec 'a; b' && c", ""],
    ["x=$(a) && b $(c)", "c"],
  ])("%s: %s", (body, names) => {
    expect(having(body, ({ failureIgnored }) => failureIgnored)).toBe(names);
  });
});

describe("other circumstances", () => {
  it.each([
    ["a; (b; c); d", "subshell", "b c"],
    ["a $(b) `c` <(d) && e", "subshell", "b c d"],
    ["a $(b) `c` <(d) && e", "substitution", "b c"],
    ["a & b && c & d", "background", "a b c"],
  ] as const)("%s, %s: %s", (body, key, names) => {
    expect(having(body, (circumstance) => circumstance[key])).toBe(names);
  });

  it("names the function in whose body a command stands", () => {
    expect(having("f() { a; b; }; c", ({ functionBody }) => functionBody === "f")).toBe("a b");
    expect(having("function f { a; }; c", ({ functionBody }) => functionBody === "f")).toBe("a");
  });

  it("says which command a substitution goes to", () => {
    const { script } = readRun('a "$(b $(c))" <(d); for x in $(e); do f; done');
    expect(script.commands.map(({ circumstance }) => circumstance.substitutedInto)).toEqual([undefined, 0, 1, 0, undefined, undefined]);
  });

  it("gives the commands of a pipe in order", () => {
    const { script } = readRun("a && b | { c; d; } | e $(f) && g");
    expect(script.commands.map(({ name, circumstance }) => [name, circumstance.pipeline])).toEqual([
      ["a", []], ["b", [1, 2, 3, 4]], ["c", [1, 2, 3, 4]], ["d", [1, 2, 3, 4]], ["e", [1, 2, 3, 4]], ["f", []], ["g", []],
    ]);
  });
});

describe("lists", () => {
  it("give the parts of every level and what stands between", () => {
    const { script, slice } = readRun("<<EOF\na && b || c; d & e # ; no\nf | g\n(h; i)\nEOF");
    expect(script.lists.map(({ depth, parts, separators }) => [depth, parts.map(({ range, commands }) => [slice(range), commands]), separators.map(({ operator, range }) => [operator, slice(range)])])).toEqual([
      [0, [["a", [0]], ["b", [1]], ["c", [2]], ["d", [3]], ["e", [4]], ["f | g", [5, 6]], ["(h; i)", [7, 8]]], [["&&", "&&"], ["||", "||"], [";", ";"], ["&", "&"], ["newline", "\n"], ["newline", "\n"]]],
      [1, [["h", [7]], ["i", [8]]], [[";", ";"]]],
    ]);
    expect(script.commands.map(({ list, listIndex }) => [list, listIndex])).toEqual([[0, 0], [0, 1], [0, 2], [0, 3], [0, 4], [0, 5], [0, 5], [1, 0], [1, 1]]);
  });

  it("find an operator behind a continuation and a comment line", () => {
    const { script, slice } = readRun("a \\\n  # then: &&\n  && b");
    expect(script.lists[0]?.separators.map(({ range }) => slice(range))).toEqual(["&&"]);
  });

  it("go on behind heredocs", () => {
    const { script, slice } = readRun("cat <<A > f && b\nx && y\nA");
    expect(script.lists[0]?.separators.map(({ operator, range }) => [operator, slice(range)])).toEqual([["&&", "&&"]]);
    expect(script.lists[0]?.parts.map(({ range }) => slice(range))).toEqual(["cat <<A > f", "b"]);
  });
});

describe("redirections", () => {
  it("stand apart from the words", () => {
    const { script, slice } = readRun('a b >"$F" 2>&1 c <in >>x', { variables: { F: "out" } });
    const [command] = script.commands;
    expect(argvOf(script)).toEqual(["a b c"]);
    expect(command?.redirections.map(({ operator, fileDescriptor, target, range }) => [operator, fileDescriptor, target?.value, slice(range)])).toEqual([
      [">", undefined, "out", '>"$F"'], [">&", 2, "1", "2>&1"], ["<", undefined, "in", "<in"], [">>", undefined, "x", ">>x"],
    ]);
  });
});
