import { describe, expect, it } from "vitest";
import { SourceText } from "../source/text.ts";
import { parseDockerfile } from "./parse.ts";

/** `level code place`, and the suggestion when there is one. */
function diagnose(text: string): readonly string[] {
  const { source, diagnostics } = parseDockerfile(new SourceText("Dockerfile", text));
  return diagnostics.map(({ level, code, range, suggestion }) => `${level} ${code} ${source.slice(range)}${suggestion === undefined ? "" : ` -> ${suggestion}`}`);
}

/** What is said of an instruction in a file that is otherwise in order. */
const inStage = (instruction: string): readonly string[] => diagnose(`FROM a\n${instruction}\n`);

describe("files", () => {
  it.each<[string, readonly string[]]>([
    ["", ["error empty-file "]],
    ["# only\n\n# comments\n", ["error empty-file "]],
    ["RUN a\nFROM b\nRUN c", ["error first-instruction-not-from RUN"]],
    ["CMD a", ["error first-instruction-not-from CMD"]],
    ["ARG a", ["error first-instruction-not-from ARG"]],
    ["ARG a\nFROM b", []],
    ["\\\n", ["error unknown-instruction ", "error first-instruction-not-from "]],
  ])("%j", (text, expected) => {
    expect(diagnose(text)).toEqual(expected);
  });

  it("lines of more than 65,535 bytes", () => {
    const line = (length: number, character = "a"): readonly string[] => inStage(`RUN ${character.repeat(length)}`).map((found) => found.slice(0, 25));
    expect(line(65_531)).toEqual([]);
    expect(line(65_532)).toEqual(["error line-too-long RUN a"]);
    expect(line(32_765, "é")).toEqual([]);
    expect(line(32_766, "é")).toEqual(["error line-too-long RUN é"]);
    expect(line(16_383, "\u{1f600}").length).toBe(1);
  });
});

describe("directives", () => {
  it.each<[string, readonly string[]]>([
    ["# escape=x\nFROM a", ["error invalid-escape-directive x"]],
    ["# syntax=a\n# syntax=b\nFROM a", ["error duplicate-directive # syntax=b"]],
    ["# sintax=a\nFROM a", ["warning unknown-directive # sintax=a -> syntax"]],
    ["# vim=a\nFROM a", []],
    ["# note\n# escape=`\nFROM a", ["warning misplaced-directive # escape=`"]],
    ["FROM a\n# syntax=b", ["warning misplaced-directive # syntax=b"]],
    ["FROM a\n# check=skip=JSONArgsRecommended\nCMD a", []],
    ["#!x\n# escape=`\nFROM a", ["warning misplaced-directive # escape=`"]],
    ["#!x\n# syntax=a\n# syntax=b\nFROM a", ["warning misplaced-directive # syntax=b"]],
    ["// syntax=a\nFROM b", ["warning unknown-directive // syntax=a"]],
  ])("%j", (text, expected) => {
    expect(diagnose(text)).toEqual(expected);
  });
});

describe("instructions", () => {
  it.each<[string, readonly string[]]>([
    ["RUM a", ["error unknown-instruction RUM -> RUN"]],
    ["copi a b", ["error unknown-instruction copi -> COPY"]],
    ["BANANA a", ["error unknown-instruction BANANA"]],
    ["ONBUILD CPY a b", ["warning unknown-instruction CPY -> COPY"]],
    ["ONBUILD", ["error missing-arguments ONBUILD"]],
    ["ONBUILD FROM a", ["error invalid-onbuild-trigger FROM"]],
    ["ONBUILD ONBUILD RUN a", ["error invalid-onbuild-trigger ONBUILD"]],
    ["ONBUILD MAINTAINER a", ["error invalid-onbuild-trigger MAINTAINER"]],
    ["RUN a \\\n\n\t\n b", ["warning empty-continuation "]],
    ["RUN <<A\nb", ["error unterminated-heredoc <<A"]],
  ])("%j", (text, expected) => {
    expect(inStage(text)).toEqual(expected);
  });

  it("ONBUILDs in one another are read four deep", () => {
    expect(inStage("ONBUILD ".repeat(9))).toContain("error too-deep ONBUILD ONBUILD ONBUILD ONBUILD");
  });
});

describe("arguments", () => {
  it.each<[string, readonly string[]]>([
    ["FROM", ["error missing-arguments FROM"]],
    ["FROM b as", ["error missing-arguments as"]],
    ["FROM b c", ["error too-many-arguments c"]],
    ["FROM b AS c d", ["error too-many-arguments d"]],
    ["FROM b AS 1c", ["error invalid-value 1c"]],
    ["FROM b aS C-.1", []],
    ["COPY a", ["error missing-arguments COPY"]],
    ['ADD ["a"]', ["error missing-arguments ADD"]],
    ["COPY a <<E\nE", ["error invalid-value <<E"]],
    ["ENV", ["error missing-arguments ENV"]],
    ["ENV a", ["error missing-value a"]],
    ["ENV a=b c d=e", ["error missing-value c"]],
    ["LABEL =b", ["error invalid-value =b"]],
    ["ARG =b", ["error invalid-value =b"]],
    ["ARG", ["error missing-arguments ARG"]],
    ["EXPOSE", ["error missing-arguments EXPOSE"]],
    ["VOLUME", ["error missing-arguments VOLUME"]],
    ['VOLUME ["/a", " "]', ['error invalid-value " "']],
    ["WORKDIR", ["error missing-arguments WORKDIR"]],
    ["USER", ["error missing-arguments USER"]],
    ["STOPSIGNAL", ["error missing-arguments STOPSIGNAL"]],
    ["MAINTAINER", ["error missing-arguments MAINTAINER"]],
    ["RUN", ["warning missing-arguments RUN"]],
    ["CMD []", []],
    ["ENTRYPOINT", ["warning missing-arguments ENTRYPOINT"]],
    ["HEALTHCHECK", ["error missing-arguments HEALTHCHECK"]],
    ["HEALTHCHECK CMD", ["error missing-arguments CMD"]],
    ["HEALTHCHECK NONE a", ["error too-many-arguments a"]],
    ["HEALTHCHECK curl x", ["error invalid-value curl"]],
    ["SHELL", ["error missing-arguments SHELL"]],
    ["SHELL []", ["error missing-arguments SHELL"]],
    ["SHELL bash -c", ["error invalid-json bash -c"]],
    ["SHELL [bash]", ["error invalid-json [bash]"]],
    ["CMD [ 'a' ]", ["warning invalid-json [ 'a' ]"]],
    ['CMD ["a", ["b"]]', ['error invalid-json ["a", ["b"]]']],
    ["ONBUILD CMD [1]", ["error invalid-json [1]"]],
    ["RUN [ -d /x ] && a", []],
    ["ENV a='b", ["error unterminated-quote '"]],
    ["COPY it's /x", ["error unterminated-quote '"]],
    ["ONBUILD COPY it's /x", ["warning unterminated-quote '"]],
    ["RUN it's", []],
    ["USER ${a", ["error invalid-value $"]],
    ["USER ${a@Q}", ["error invalid-value $"]],
    ["USER ${a:-b}${c%%d}${e//f/g}$h$", []],
    ["COPY <<E /x\n${a}\n${b!}\nE", ["error invalid-value $"]],
  ])("%j", (text, expected) => {
    expect(inStage(text)).toEqual(expected);
  });
});

describe("flags", () => {
  it.each<[string, readonly string[]]>([
    ["COPY --form=b a /x", ["error unknown-flag --form=b -> --from"]],
    ["COPY --Chown=b a /x", ["error unknown-flag --Chown=b -> --chown"]],
    ["ADD --from=b a /x", ["error unknown-flag --from=b"]],
    ["USER --x a", ["error unknown-flag --x"]],
    ["ARG --x a", ["warning unknown-flag --x"]],
    ["HEALTHCHECK --x NONE", ["warning unknown-flag --x"]],
    ["ONBUILD COPY --form=b a /x", ["warning unknown-flag --form=b -> --from"]],
    ["COPY --constructor=b a /x", ["error unknown-flag --constructor=b"]],
    ["COPY --chown=a --chown=b a /x", ["error duplicate-flag --chown=b"]],
    ["COPY --exclude=a --exclude='b c' a /x", []],
    ["COPY --chown a /x", ["error missing-value --chown"]],
    ["COPY --link= a /x", ["error missing-value --link="]],
    ["COPY --link --parents=TRUE a /x", []],
    ["COPY --link=yes a /x", ["error invalid-value yes"]],
    ["COPY --from=$a b /x", ["error invalid-value $a"]],
    ['COPY --chown="a b /x', ["error missing-arguments COPY", 'warning unterminated-quote "']],
    ["RUN --network=bridge a", ["error invalid-value bridge"]],
    ["RUN --security=insecure --device=x a", []],
    ["RUN --mount= --mount=from=a$,target=/x a", []],
    ["RUN --mount=type=cache,target=/x,sharing=locked,ro --mount=type=$t,target=/y a", []],
    ["RUN --mount= --mount=from=a$,target=/x a", []],
    ["RUN --mount=type=cach,target=/x a", ["error invalid-value type=cach,target=/x"]],
    ["RUN --mount=type=bind,form=a,target=/x a", ["error invalid-value type=bind,form=a,target=/x"]],
    ["RUN --mount=target a", ["error invalid-value target"]],
    ["RUN --mount=from=$a,target=/x a", ["error invalid-value from=$a,target=/x"]],
    ["HEALTHCHECK --interval=1m30s --timeout=0.5s --start-period=0 --retries=3 CMD a", []],
    ["HEALTHCHECK --interval=30 CMD a", ["error invalid-value 30"]],
    ["HEALTHCHECK --interval=1us CMD a", ["error invalid-value 1us"]],
    ["HEALTHCHECK --interval=-1s CMD a", ["error invalid-value -1s"]],
    ["HEALTHCHECK --interval=1.s2 CMD a", ["error invalid-value 1.s2"]],
    ["HEALTHCHECK --retries=-1 CMD a", ["error invalid-value -1"]],
    ["HEALTHCHECK --retries=2147483648 CMD a", ["error invalid-value 2147483648"]],
  ])("%j", (text, expected) => {
    expect(inStage(text)).toEqual(expected);
  });
});

describe("messages", () => {
  it("say what is wrong and what to do, and stay short whatever the file holds", () => {
    const { diagnostics } = parseDockerfile(new SourceText("Dockerfile", `FROM a\n${"x".repeat(5000)} y\nCOPY --form=b c d\n`));
    expect(diagnostics.map(({ message }) => message)).toEqual([`There is no instruction ${"x".repeat(60)}….`, "COPY has no flag --form; did you mean --from?"]);
  });
});
