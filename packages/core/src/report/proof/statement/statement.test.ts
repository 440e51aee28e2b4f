import { anything, assert, constantFrom, dictionary, jsonValue, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { measuredOf } from "../../../prove/measured/measured.ts";
import type { Proof } from "../../../prove/proof.ts";
import { sha256 } from "../../../testing/proofs/project.ts";
import { bothPassedProof, differentAnswersProof, failedProof, hostileProof, passedProof, PROOFS, repairedProof } from "../../../testing/proofs/proofs.ts";
import { compareWithStatement, proofStatement, readStatement, statementOf, type Statement } from "./index.ts";

function read(text: string): Statement {
  const statement = readStatement(text);
  if ("fault" in statement) throw new Error(statement.fault);
  return statement;
}

/** What changed between two proofs, as lines; what is worse has a mark. */
function changes(then: Proof, now: Proof): readonly string[] {
  return compareWithStatement(now, statementOf(then, sha256), sha256).map((change) => `${change.worse ? "WORSE " : ""}${change.what}: ${change.before} → ${change.after}`);
}

/** A proof in which the first variant has something of its own. */
function changed(proof: Proof, change: (variant: Proof["variants"][number]) => Partial<Proof["variants"][number]>): Proof {
  return { ...proof, variants: proof.variants.map((variant, index) => (index === 0 ? { ...variant, ...change(variant) } : variant)) };
}

describe.each(Object.entries(PROOFS))("the proof %s", (_, make) => {
  it("is read back as it was stated, with the figures of the guide in it", () => {
    const proof = make();
    const statement = read(proofStatement(proof, sha256));
    expect(statement).toEqual(statementOf(proof, sha256));
    expect(statement.predicate).toMatchObject(measuredOf(proof));
  });

  it("is the same text each time, and nothing has changed since", () => {
    expect(proofStatement(make(), sha256)).toBe(proofStatement(make(), sha256));
    expect(changes(make(), make())).toEqual([]);
  });
});

describe("a statement", () => {
  it("has the form of an in-toto Statement v1, with images and Dockerfiles as its subjects", () => {
    const proof = passedProof();
    const [variant] = proof.variants;
    expect(JSON.parse(proofStatement(proof, sha256))).toMatchObject({
      _type: "https://in-toto.io/Statement/v1",
      predicateType: "urn:bulwark:proof:1",
      subject: [
        { name: "go-api:original", digest: { sha256: proof.original.image?.id.slice(7) } },
        { name: "Dockerfile", digest: { sha256: sha256(proof.original.dockerfile.text) } },
        { name: "go-api:distroless", digest: { sha256: variant?.image?.id.slice(7) } },
        { name: "Dockerfile.distroless", digest: { sha256: sha256(variant?.dockerfile.text ?? "") } },
      ],
    });
  });

  it("keeps commands, settings and answers small enough to compare", () => {
    const [original, hardened] = statementOf(passedProof(), sha256).predicate.columns;
    expect(hardened?.build.command).toEqual(["build", "--file", "Dockerfile.distroless", "--tag", "bulwark-4f7a21c9:distroless", "."]);
    expect(hardened?.run).toContainEqual(["--read-only"]);
    expect(original?.said).toContainEqual({ probe: "GET /healthz on 8080", status: "200", sha256: sha256("ok\n") });
    expect(hardened?.said.map(({ status }) => status)).toEqual(["200", "200", "healthy"]);
  });

  it("has no digest of an answer in which the original itself varies", () => {
    const proof = passedProof();
    const { trial } = proof.original;
    if (trial === undefined) throw new Error("the original ran");
    const [name = ""] = Object.keys(trial.answers);
    const time = (body: string) => ({ kind: "http", status: 200, headers: {}, body, binary: false, cut: false, milliseconds: 1 }) as const;
    const varied = { ...proof, original: { ...proof.original, trial: { ...trial, answers: { ...trial.answers, [name]: [time("1"), time("2")] } } } };
    for (const column of statementOf(varied, sha256).predicate.columns) expect(column.said.find(({ probe }) => probe === name)).toMatchObject({ status: "200", sha256: null });
  });

  it("holds no secret and no text of a Dockerfile or a body", () => {
    const text = proofStatement(differentAnswersProof(), sha256);
    expect(text).not.toContain("ghp_");
    expect(text).not.toContain("Guest book");
    expect(text).not.toContain("go build");
  });

  it("is read back whatever a container says", () => {
    assert(
      property(string({ unit: "binary" }), (text) => {
        expect(read(proofStatement(hostileProof(text), sha256))).toEqual(statementOf(hostileProof(text), sha256));
      }),
      { numRuns: 30 },
    );
    expect(proofStatement(hostileProof("long ".repeat(100_000)), sha256).length).toBeLessThan(500_000);
  });
});

describe("a file that is none", () => {
  const good = proofStatement(passedProof(), sha256);
  it.each<[string, string, RegExp]>([
    ["is empty", "", /^is no JSON$/],
    ["is no JSON", "{", /^is no JSON$/],
    ["is null", "null", /the statement is no object/],
    ["is something else", "[1]", /the statement is no object/],
    ["is of another type", good.replace("https://in-toto.io/Statement/v1", "https://in-toto.io/Statement/v0.1"), /the statement\._type is not https:\/\/in-toto\.io\/Statement\/v1/],
    ["is a statement of something else", good.replace("urn:bulwark:proof:1", "https://slsa.dev/provenance/v1"), /predicateType is not urn:bulwark:proof:1/],
    ["has a digest that is none", good.replace(/"sha256": "[0-9a-f]{64}"/, '"sha256": "abc"'), /the statement\.subject\[0\]\.digest\.sha256 is no SHA-256/],
    ["has a figure of another kind", good.replace('"kind": "bytes"', '"kind": "hours"'), /figures\.size is of a kind that this release does not know/],
    ["is signed", '{"payloadType":"application/vnd.in-toto+json","payload":"e30=","signatures":[]}', /signed envelope/],
    ["is too large", `"${"x".repeat(9_000_000)}"`, /larger than/],
    ["is too deep", "[".repeat(4_000_000), /is no JSON/],
    ["has fields that it inherits", '{"__proto__":{"_type":"https://in-toto.io/Statement/v1"}}', /_type is not/],
  ])("%s", (_, text, fault) => {
    const result = readStatement(text);
    expect("fault" in result ? result.fault : "read").toMatch(fault);
  });

  it("is told in one sentence, and never throws", () => {
    assert(property(jsonValue(), (value) => "fault" in readStatement(JSON.stringify(value))));
    assert(property(string(), (text) => "fault" in readStatement(text)));
    assert(
      property(constantFrom(...Object.keys(JSON.parse(good).predicate)), anything(), dictionary(string(), anything()), (field, value, more) => {
        const statement = JSON.parse(good);
        const text = JSON.stringify({ ...statement, predicate: { ...statement.predicate, ...more, [field]: value } }, (_, part: unknown) => (typeof part === "bigint" ? 1 : part));
        const result = readStatement(text);
        return "fault" in result ? !result.fault.includes("\n") : result.predicateType === "urn:bulwark:proof:1";
      }),
    );
  });

  it("may have fields that a later release writes", () => {
    const statement = JSON.parse(good);
    expect(readStatement(JSON.stringify({ ...statement, annotations: {}, predicate: { ...statement.predicate, later: [1] } }))).not.toHaveProperty("fault");
  });
});

describe("what changed since", () => {
  it("is worse when it fails now, with the check, the answers and what cannot be seen any more", () => {
    const lines = changes(passedProof(), failedProof());
    expect(lines).toContain("WORSE the verdict: passed → failed");
    expect(lines).toContain("WORSE distroless starts: yes → no");
    expect(lines).toContain("WORSE GET / on 8080, distroless and original: alike → different");
    expect(lines).toContain("WORSE capabilities of distroless: none → not measured: the container ended before it was asked");
  });

  it("is not worse when it passes again", () => {
    const lines = changes(failedProof(), passedProof());
    expect(lines).toContain("the verdict: failed → passed");
    expect(lines.filter((line) => line.startsWith("WORSE"))).toEqual([]);
  });

  it("is worse when a variant is not proved any more, and not when one is new", () => {
    expect(changes(bothPassedProof(), passedProof())).toContain("WORSE alpine: passed → not proved: alpine:3.24 cannot be had here: no registry that this engine reaches has it");
    expect(changes(passedProof(), bothPassedProof())).toContain("alpine: not proved → passed");
  });

  it("is worse with a larger image, and nothing within one per cent", () => {
    const sized = (size: number): Proof => changed(passedProof(), ({ image }) => ({ image: image && { ...image, size } }));
    expect(changes(sized(9_000_000), sized(9_050_000))).toEqual([]);
    expect(changes(sized(9_000_000), sized(9_900_000))).toEqual(["WORSE image size of distroless: 9 MB → 9.9 MB"]);
    expect(changes(sized(9_900_000), sized(9_000_000))).toEqual(["image size of distroless: 9.9 MB → 9 MB"]);
  });

  it("tells of times and calls them no worse, but a container that has to be killed", () => {
    const stopping = (milliseconds: number, killed = false): Proof => changed(passedProof(), ({ trial }) => ({ trial: trial && { ...trial, stop: { milliseconds, killed, exitCode: killed ? 137 : 0, grace: 10 } } }));
    expect(changes(stopping(40), stopping(60))).toEqual([]);
    expect(changes(stopping(40), stopping(4000))).toEqual(["stop of distroless: 40 ms, exit code 0 → 4 s, exit code 0"]);
    expect(changes(stopping(40), stopping(10_000, true))).toEqual(["WORSE stop of distroless: 40 ms, exit code 0 → killed after 10 s"]);
  });

  it("is worse with other setuid files, though there are as many", () => {
    const withSetuid = (path: string): Proof => changed(passedProof(), ({ image }) => ({ image: image && { ...image, surface: { ...image.surface, setuid: [path] } } }));
    expect(changes(withSetuid("/bin/a"), withSetuid("/bin/b"))).toEqual(["WORSE setuid files of distroless: /bin/a → /bin/b"]);
  });

  it("is worse when a lock is taken off, and names the option, whatever the run was called", () => {
    const open = changed({ ...passedProof() }, ({ trial }) => ({ trial: trial && { ...trial, settings: { ...trial.settings, readOnlyRoot: false } } }));
    expect(changes(passedProof(), open)).toEqual(["WORSE settings of distroless: --read-only → without"]);
    const renamed: Proof = JSON.parse(JSON.stringify(passedProof()).replaceAll("4f7a21c9", "0badcafe"));
    expect(changes(passedProof(), renamed)).toEqual([]);
  });

  it("names Dockerfile and settings after a repair, and is not worse", () => {
    const lines = changes(passedProof(), repairedProof());
    expect(lines.some((line) => line.startsWith("Dockerfile of distroless: Dockerfile.distroless, sha256:"))).toBe(true);
    expect(lines).toContain("settings of distroless: without → --volume bulwark-RUN-go-api-data-2:/data");
    expect(lines.filter((line) => line.startsWith("WORSE"))).toEqual(["WORSE writable at run time of distroless: only /app/data, /tmp → only /app/data, /data, /tmp"]);
  });

  it("is told of the original, and is never worse there", () => {
    const proof = passedProof();
    const { image } = proof.original;
    const grown: Proof = { ...proof, original: { ...proof.original, image: image && { ...image, size: 2_000_000_000 } } };
    expect(changes(proof, grown)).toEqual(["image size of original: 918 MB → 2 GB"]);
  });
});
