import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answer, Comparison, HttpAnswer } from "../answer.ts";
import type { HttpProbe, Probe } from "../probe.ts";
import { compareAnswers } from "./compare.ts";

const ASKED = { name: "probe", origin: "discovered", evidence: { observation: "a test" } } as const;
const GET: HttpProbe = { ...ASKED, kind: "http", method: "GET", path: "/", port: { original: 8080, hardened: 8080 }, requestHeaders: {}, requestBody: undefined, status: undefined, headers: {}, body: undefined, contains: undefined };
const NONE: Answer = { kind: "none", reason: "the connection was refused" };

function page(body: string, more: Partial<HttpAnswer> = {}): HttpAnswer {
  return { kind: "http", status: 200, headers: { "content-type": "text/plain" }, body, binary: false, cut: false, milliseconds: 1, ...more };
}

const compare = (original: readonly Answer[], hardened: Answer, probe: Partial<HttpProbe> = {}): Comparison => compareAnswers({ ...GET, ...probe }, original, [hardened]);
const bodies = (original: readonly string[], hardened: string): Comparison => compare(original.map((body) => page(body)), page(hardened));
const headers = (original: readonly HttpAnswer["headers"][], hardened: HttpAnswer["headers"]): Comparison => compare(original.map((own) => page("", { headers: own })), page("", { headers: hardened }));

describe("bodies", () => {
  it.each<[string, readonly string[], string, readonly string[]]>([
    ["a counter", ["visits: 1\n", "visits: 2\n"], "visits: 17\n", ["body: line 1"]],
    ["a request id", ["id=8f3-aa\nok\n", "id=19c-0b\nok\n"], "id=77d-f1\nok\n", ["body: line 1"]],
    ["a random word that is all digits for once", ["<i>a81f</i>", "<i>77b0</i>"], "<i>1234</i>", ["body"]],
    ["random texts of different lengths", ["token: a-b_c==\nend\n", "token: a\nend\n"], "token: x/y+z\nend\n", ["body: line 1"]],
    ["a list that grows", ["head\n1 a\ntail\n", "head\n1 a\n2 b\ntail\n"], "head\n1 a\n2 b\n3 c\ntail\n", ["body: lines from 3 on"]],
    ["a time within a second", ["it is 2026-11-24T14:52:46Z", "it is 2026-11-24T14:52:46Z"], "it is 2026-11-24T14:53:02.120Z", ["body: the time"]],
    ["seconds since 1970", ['{"t":1795532400}', '{"t":1795532400}'], '{"t":1795532412}', ["body: $.t: the time"]],
    ["JSON by its paths", ['{"id":"a1","n":1,"user":"root"}', '{"id":"b2","n":2,"user":"root"}'], '{"n": 9, "id": "c3", "user": "root"}', ["body: $.id", "body: $.n"]],
    ["JSON with fractions as precise as a double", ['{"r":0.9857444481563229,"t":1795536094.0054851,"items":[1]}', '{"r":0.05239267640257255,"t":1795536095.8201249,"items":[]}'], '{"r":0.7741996301160641,"t":1795536094.242474,"items":[3,1,4]}', ["body: $.r", "body: $.t: the time", "body: $.items"]],
    ["words within a text of JSON", ['{"m":"host a1 is up"}', '{"m":"host b2 is up"}'], '{"m":"host c3 is up"}', ["body: $.m"]],
    ["an array whose length varies", ['{"a":[1],"b":2}', '{"a":[1,2],"b":2}'], '{"a":[],"b":2}', ["body: $.a"]],
    ["a key that is not always there", ['{"b":2}', '{"a":1,"b":2}'], '{"b":2}', ["body: $.a"]],
    ["a long number", ['{"a":12345678901234567890,"id":1}', '{"a":12345678901234567890,"id":2}'], '{"a":12345678901234567890,"id":3}', ["body"]],
  ])("are alike but for %s", (_, original, hardened, volatile) => {
    expect(bodies(original, hardened)).toMatchObject({ result: "alike", differences: [], volatile });
  });

  it.each<[string, readonly string[], string, string]>([
    ["a word", ["hello root\n"], "hello nonroot\n", 'body: line 1: "hello root" became "hello nonroot"'],
    ["a word beside one that varies", ["id 1: fine\n", "id 2: fine\n"], "id 3: error\n", 'body: line 1: "id 1: fine" became "id 3: error"'],
    ["another kind of word", ["n=1", "n=2"], "n=NaN", 'body: "n=1" became "n=NaN"'],
    ["a line that is gone", ["a\nb\nc\n"], "a\nc\n", 'body: line 2: "b" became "c"'],
    ["the end", ["a\nb"], "a", 'body: line 2 is missing: "b"'],
    ["a line more", ["a"], "a\nb", 'body: line 2 is new: "b"'],
    ["white space", ["a b"], "a  b", 'body: "a b" became "a  b"'],
    ["a line before a list that grows", ["a\nx\n", "a\n1\nx\n"], "b\nx\n", 'body: line 1: "a" became "b"'],
    ["a line behind a list that grows", ["a\nx", "a\n1\nx"], "a\n1\ny", 'body: line 2: "x" became "1"'],
    ["another time zone", ["14:52:46 +0100"], "13:52:46 +0100", 'body: "14:52:46 +0100" became "13:52:46 +0100"'],
    ["another zone's name", ["2026-11-24T14:52:46+01:00"], "2026-11-24T14:52:47Z", 'body: "2026-11-24T14:52:46+01:00" became "2026-11-24T14:52:47Z"'],
    ["a path of JSON", ['{"user":"root","uid":0}'], '{"user":"nonroot","uid":0}', 'body differs at $.user: "root" became "nonroot"'],
    ["a whole number of JSON that a double does not hold", ['{"id":9007199254740993}'], '{"id":9007199254740992}', 'body: "{\\"id\\":9007199254740993}" became "{\\"id\\":9007199254740992}"'],
    ["a number of JSON", ['{"a":[{"uid":0}]}'], '{"a":[{"uid":65532}]}', "body differs at $.a[0].uid: 0 became 65532"],
    ["a type of JSON", ['{"a":1,"b":1}', '{"a":2,"b":1}'], '{"a":"x","b":1}', 'body differs at $.a: 1 became "x"'],
    ["a key that is gone", ['{"a b":null,"c":1}'], '{"c":1}', 'body: $["a b"] is missing: null'],
    ["a key more", ['{"c":1}'], '{"c":1,"__proto__":2}', "body: $.__proto__ is new: 2"],
    ["an element less", ["[1,2]"], "[1]", "body differs at $: 2 elements became 1"],
    ["the last digit of a long number", ["[12345678901234567890]"], "[12345678901234567891]", 'body: "[12345678901234567890]" became "[12345678901234567891]"'],
    ["no JSON any more", ['{"a":1}'], "<h1>error</h1>", 'body: "{\\"a\\":1}" became "<h1>error</h1>"'],
  ])("differ by %s", (_, original, hardened, difference) => {
    expect(bodies(original, hardened)).toMatchObject({ result: "different", differences: [difference] });
  });

  it("are shown around their first difference when they are long", () => {
    const [difference = ""] = bodies([`${"a ".repeat(5000)}b`], `${"a ".repeat(5000)}c`).differences;
    expect(difference.length).toBeLessThan(300);
    expect(difference).toMatch(/^body: …"(a )+b" became …"(a )+c"$/);
  });

  it("of bytes are compared as a whole", () => {
    const bytes = (...of: readonly number[]): HttpAnswer => page(Buffer.from(of).toString("base64"), { binary: true });
    expect(compare([bytes(255, 1)], bytes(255, 1)).result).toBe("alike");
    expect(compare([bytes(255, 1)], bytes(255, 2)).differences).toEqual(["body: 2 bytes of binary data differ"]);
    expect(compare([bytes(255, 1)], bytes(255)).differences).toEqual(["body: 2 bytes of binary data became 1"]);
    expect(compare([bytes(255, 1), bytes(255, 2)], bytes(255, 3))).toMatchObject({ result: "alike", volatile: ["body"] });
    expect(compare([bytes(255)], page("text")).differences).toEqual(['body: binary data became the text "text"']);
  });

  it("that were cut are compared as far as all of them go", () => {
    const cut = (body: string): HttpAnswer => page(body, { cut: true });
    expect(compare([cut("a\nb\nc")], cut("a\nb\nc\nd")).result).toBe("alike");
    expect(compare([cut("a\nb\nc")], cut("a\nx\nc\nd")).result).toBe("different");
    expect(compare([cut("a\nb")], page("a\nb")).differences).toEqual(["body: ends, where the original's goes on"]);
  });
});

describe("headers", () => {
  it.each<[string, readonly HttpAnswer["headers"][], HttpAnswer["headers"]]>([
    ["of the moment and the connection", [{ date: "a", age: "1", connection: "close", "content-length": "3" }], { date: "b", "transfer-encoding": "chunked" }],
    ["that are made from the times of files", [{ etag: '"1"', "last-modified": "a" }], { etag: '"2"', "last-modified": "b" }],
    ["that vary", [{ "x-request-id": "a1" }, { "x-request-id": "b2" }], { "x-request-id": "c3" }],
    ["that vary in a part", [{ "set-cookie": "sid=a1; Path=/; HttpOnly" }, { "set-cookie": "sid=b2; Path=/; HttpOnly" }], { "set-cookie": "sid=c3; Path=/; HttpOnly" }],
    ["that are not always there", [{ a: "1" }, {}], {}],
    ["that name a version", [{ server: "nginx/1.28.0 (Debian)", "x-powered-by": "PHP/8.3.1" }], { server: "nginx", "x-powered-by": "PHP/8.4.0" }],
    ["that name a time", [{ expires: "Tue, 24 Nov 2026 14:37:47 GMT" }], { expires: "Tue, 24 Nov 2026 14:39:01 GMT" }],
  ])("%s are no difference", (_, original, hardened) => expect(headers(original, hardened)).toMatchObject({ result: "alike" }));

  it.each<[string, readonly HttpAnswer["headers"][], HttpAnswer["headers"], string]>([
    ["another value", [{ "content-type": "application/json" }], { "content-type": "text/plain" }, 'header content-type: "application/json" became "text/plain"'],
    ["one less", [{ "x-frame-options": "DENY" }], {}, "header x-frame-options is missing"],
    ["one more", [{}], { "x-debug": "1" }, 'header x-debug is new: "1"'],
    ["an attribute beside what varies", [{ "set-cookie": "sid=a1; HttpOnly" }, { "set-cookie": "sid=b2; HttpOnly" }], { "set-cookie": "sid=c3" }, 'header set-cookie: "sid=a1; HttpOnly" became "sid=c3"'],
    ["other software", [{ server: "gunicorn" }], { server: "Werkzeug/3.0" }, 'header server: "gunicorn" became "Werkzeug"'],
    ["no mark of the version of a file", [{ etag: '"1"' }], {}, "header etag is missing"],
    ["one of JavaScript's own names", [{}], { constructor: "1" }, 'header constructor is new: "1"'],
  ])("differ by %s", (_, original, hardened, difference) => expect(headers(original, hardened)).toMatchObject({ result: "different", differences: [difference] }));
});

describe("the whole answer", () => {
  it("differs by its status first", () => {
    expect(compare([page("ok")], page("no", { status: 500 })).differences).toEqual(["status 500 instead of 200", 'body: "ok" became "no"']);
    expect(compare([page("", { status: 503 }), page("")], page("", { status: 404 })).differences).toEqual(["status 404 instead of 200 or 503"]);
    expect(compare([page("", { status: 503 }), page("")], page(""))).toMatchObject({ result: "alike", volatile: ["status"] });
  });

  it("differs by TLS", () => {
    expect(compare([page("", { tls: true })], page("")).differences).toEqual(["it speaks plain HTTP instead of TLS"]);
    expect(compare([page("", { tls: true })], page("", { tls: true })).result).toBe("alike");
  });

  it("of a page that is not there is an answer too", () => expect(compare([page("no", { status: 404 })], page("no", { status: 404 })).result).toBe("alike"));

  it("is missing where only the original answers, and not asked for where it does not", () => {
    expect(compare([page("")], NONE)).toMatchObject({ result: "different", differences: ["it does not answer: the connection was refused"] });
    expect(compare([NONE, NONE], page(""))).toMatchObject({ result: "unasked", differences: [] });
    expect(compareAnswers(GET, [page("")], [])).toMatchObject({ result: "different", differences: ["it does not answer: it was not asked"] });
    expect(compareAnswers(GET, [], [page("")])).toMatchObject({ result: "unasked" });
  });

  it("learns from other originals what only differs between containers", () => {
    const [one, two, own] = [page("I am 4f1c"), page("I am 9b2e"), page("I am 77aa")];
    expect(compareAnswers(GET, [one, one], [own]).result).toBe("different");
    expect(compareAnswers(GET, [one, one], [own], [two])).toMatchObject({ result: "alike", volatile: ["body"] });
    expect(compareAnswers(GET, [one, one], [own, page("I was 77aa")], [two])).toMatchObject({ result: "different", hardened: page("I was 77aa") });
  });
});

describe("a declared probe", () => {
  const declared = (probe: Partial<HttpProbe>, original: HttpAnswer, hardened: Answer): Comparison => compare([original], hardened, { origin: "declared", ...probe });

  it("is compared with its declaration where it says something, with the original where it does not", () => {
    const probe = { status: 200, headers: { "content-type": "text/plain" }, contains: "ok" };
    expect(declared(probe, page("ok 1"), page("ok 2")).result).toBe("alike");
    expect(declared(probe, page("ok 1"), page("no", { status: 500, headers: {} })).differences).toEqual(["status 500 instead of 200", "header content-type is missing", 'body does not have "ok": "no"']);
    expect(declared({ body: "a" }, page("a"), page("b")).differences).toEqual(['body is "b" instead of "a"']);
    expect(declared(probe, page("ok"), page("ok", { headers: { "content-type": "text/plain", "x-a": "1" } })).differences).toEqual(['header x-a is new: "1"']);
  });

  it("says so when the original itself does not meet it", () => {
    expect(declared({ status: 200 }, page("", { status: 404 }), page("", { status: 200 }))).toMatchObject({ result: "different", differences: ["the original does not meet its own declaration: status 404 instead of 200"] });
    expect(compare([NONE], page(""), { origin: "declared" })).toMatchObject({ result: "different", differences: ["the original does not meet its own declaration: there is no answer: the connection was refused"] });
  });
});

describe("other probes", () => {
  const tcp: Probe = { ...ASKED, kind: "tcp", port: GET.port, send: undefined, expect: undefined };
  const received = (text: string): Answer => ({ kind: "tcp", received: text, milliseconds: 1 });

  it("of TCP compare what is said only when something was said to it", () => {
    expect(compareAnswers(tcp, [received("a")], [received("")]).result).toBe("alike");
    expect(compareAnswers({ ...tcp, send: "PING", origin: "declared" }, [received("a")], [received("b")]).differences).toEqual(['what came back: "a" became "b"']);
    expect(compareAnswers({ ...tcp, send: "PING", expect: "+PONG", origin: "declared" }, [received("+PONG 1")], [received("-ERR")]).differences).toEqual(['what came back does not have "+PONG": "-ERR"']);
    expect(compareAnswers(tcp, [received("")], [NONE]).differences).toEqual(["it does not answer: the connection was refused"]);
  });

  it("of a command compare exit code and output", () => {
    const probe: Probe = { ...ASKED, origin: "declared", kind: "command", command: ["/app", "-v"], exit: 0, contains: undefined };
    const ran = (exit: number, output: string): Answer => ({ kind: "command", exit, output, cut: false });
    expect(compareAnswers(probe, [ran(0, "v1")], [ran(0, "v1")]).result).toBe("alike");
    expect(compareAnswers(probe, [ran(0, "v1")], [ran(127, "not found")]).differences).toEqual(['exit code 127 instead of 0: "not found"', 'output: "v1" became "not found"']);
    expect(compareAnswers({ ...probe, contains: "v" }, [ran(0, "v1")], [ran(0, "v2")]).result).toBe("alike");
    expect(compareAnswers(probe, [ran(1, "")], [ran(0, "")]).differences).toEqual(["the original does not meet its own declaration: exit code 1 instead of 0"]);
  });

  it("of the log look for the line", () => {
    const probe: Probe = { ...ASKED, origin: "declared", kind: "log", contains: "listening" };
    const log = (line: string | undefined): Answer => ({ kind: "log", found: line !== undefined, line });
    expect(compareAnswers(probe, [log("12:00 listening")], [log("12:01 listening")]).result).toBe("alike");
    expect(compareAnswers(probe, [log("listening")], [log(undefined)]).differences).toEqual(['no line of the log has "listening"']);
  });

  it("of health ask only where the original is healthy, and of a check that is there", () => {
    const probe: Probe = { ...ASKED, kind: "health" };
    const health = (status: "healthy" | "unhealthy" | "starting" | "none", output = ""): Answer => ({ kind: "health", status, output });
    expect(compareAnswers(probe, [health("healthy")], [health("healthy")]).result).toBe("alike");
    expect(compareAnswers(probe, [health("healthy")], [health("unhealthy", "curl: not found")])).toMatchObject({ result: "different", differences: ['health check: unhealthy instead of healthy: "curl: not found"'] });
    expect(compareAnswers(probe, [health("unhealthy")], [health("healthy")]).result).toBe("unasked");
    expect(compareAnswers(probe, [health("healthy")], [health("none")])).toMatchObject({ result: "unasked", differences: ["the hardened image has no health check"] });
  });
});

describe("properties", () => {
  const word = fc.constantFrom("a", "b", "c", "1", "22", "x-1", "14:52:46", "1795532400", "<", "\r");
  const line = fc.array(word, { maxLength: 5 }).map((words) => words.join(" "));
  const text = fc.oneof(fc.string(), fc.array(line, { maxLength: 6 }).map((lines) => lines.join("\n")));
  const body = fc.oneof(text.map((body) => ({ body, binary: false })), fc.json({ maxDepth: 3 }).map((body) => ({ body, binary: false })), fc.base64String().map((body) => ({ body, binary: true })));
  const name = fc.constantFrom("date", "etag", "server", "x-a", "x-b", "__proto__", "set-cookie");
  const answer: fc.Arbitrary<HttpAnswer> = fc
    .record({ status: fc.constantFrom(200, 404, 500), headers: fc.dictionary(name, line, { maxKeys: 3 }), body, cut: fc.boolean(), tls: fc.boolean() })
    .map(({ body, ...rest }) => ({ kind: "http", milliseconds: 1, ...rest, ...body }));

  it("an answer is like itself", () => {
    fc.assert(
      fc.property(answer, (own) => {
        expect(compare([own], own)).toMatchObject({ result: "alike", differences: [], volatile: [] });
      }),
    );
  });

  it("what is learnt from some answers takes each of them", () => {
    fc.assert(
      fc.property(fc.array(answer, { minLength: 1, maxLength: 4 }), (samples) => {
        for (const own of samples) expect(compare(samples, own)).toMatchObject({ result: "alike", differences: [] });
      }),
    );
  });

  it("the order of the original's answers means nothing", () => {
    fc.assert(
      fc.property(fc.array(answer, { minLength: 2, maxLength: 4 }), answer, (samples, own) => {
        const [one, other] = [compare(samples, own), compare(samples.toReversed(), own)];
        expect(other.result).toBe(one.result);
        expect(new Set(other.volatile)).toEqual(new Set(one.volatile));
      }),
    );
  });

  it("two answers are alike whichever is the original", () => {
    fc.assert(
      fc.property(answer, answer, (one, other) => {
        expect(compare([one], other).result).toBe(compare([other], one).result);
      }),
    );
  });

  /** A text of fixed words and of places that vary, each line with its own first word. */
  const page2 = fc.array(fc.array(fc.constantFrom("fixed", "varies", ",", "="), { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 });
  const written = (lines: readonly (readonly string[])[], round: number): string =>
    lines.map((words, at) => [`line${at}`, ...words.map((word, index) => (word === "varies" ? String(round * 1000 + at * 10 + index) : word === "fixed" ? `word${at}-${index}` : word))].join(" ")).join("\n");

  it("a change of what does not vary is always seen, and none of what does", () => {
    fc.assert(
      fc.property(page2, fc.nat(), (lines, seed) => {
        const [one, two, three] = [1, 2, 3].map((round) => written(lines, round));
        const own = three ?? "";
        expect(bodies([one ?? "", two ?? ""], own)).toMatchObject({ result: "alike", differences: [] });
        const fixed = [...own.matchAll(/line\d+|word\d+-\d+|[,=]|\n/g)];
        const chosen = fixed[seed % fixed.length];
        const [at, length] = [chosen?.index ?? 0, chosen?.[0].length ?? 0];
        for (const instead of ["changed", ""]) expect(bodies([one ?? "", two ?? ""], own.slice(0, at) + instead + own.slice(at + length)).result).toBe("different");
      }),
    );
  });

  it("a change of a value of JSON that does not vary is always seen", () => {
    const value = fc.oneof(fc.integer({ max: 1000 }), fc.boolean(), fc.constant(null), fc.stringMatching(/^[a-z]{1,5}$/));
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), value, { minKeys: 1 }), fc.nat(), (object, seed) => {
        const made = (id: string, more: object): string => JSON.stringify({ deep: [{ ...object, ...more }], id });
        const key = Object.keys(object)[seed % Object.keys(object).length] ?? "";
        const samples = [made("a1", {}), made("b2", {})];
        expect(bodies(samples, made("c3", {})).result).toBe("alike");
        for (const instead of ["changed-1", 12_345, [], {}, undefined]) expect(bodies(samples, made("c3", { [key]: instead })).result).toBe("different");
      }),
    );
  });
});

describe("bodies of a megabyte", () => {
  const many = (make: (index: number) => string, separator: string): string => Array.from({ length: 60_000 }, (_, index) => make(index)).join(separator).slice(0, 1_000_000);

  it.each<[string, (seed: number) => string]>([
    ["the same line again and again", (seed) => many(() => "the same line", "\n") + String(seed)],
    ["lines that all vary", (seed) => many((index) => `line ${index * seed}`, "\n")],
    ["lines in another order", (seed) => many((index) => `line ${(index * 7919 * seed) % 60_000}`, "\n")],
    ["one line", (seed) => many((index) => (index % 500 === 0 ? `id${seed}-${index}` : "word"), " ")],
    ["one line of different lengths", (seed) => many((index) => (index % 500 === 0 ? "a ".repeat(seed) : "word"), " ")],
    ["one word", (seed) => "x".repeat(999_990) + String(seed)],
    ["lists that grow between equal lines", (seed) => many((index) => (index % 100 === 0 ? "a\n".repeat(seed) : "a"), "\n")],
    ["JSON", (seed) => JSON.stringify(Array.from({ length: 30_000 }, (_, index) => ({ id: index * seed, name: "same" })))],
    ["deep brackets", (seed) => "[".repeat(500_000) + String(seed)],
    ["signs alone", (seed) => "[".repeat(400_000) + "]".repeat(seed)],
  ])("are compared in bounded time: %s", (_, make) => {
    const [one, two, three] = [1, 2, 3].map(make);
    const { result } = bodies([one ?? "", two ?? ""], three ?? "");
    expect(["alike", "different"]).toContain(result);
    expect(bodies([one ?? "", two ?? ""], two ?? "").result).toBe("alike");
  });
});
