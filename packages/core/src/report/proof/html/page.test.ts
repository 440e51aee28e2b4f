import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PROOFS, differentAnswersProof, passedProof } from "../../../testing/proofs/proofs.ts";
import { proofHtml } from "./page.ts";
import { STYLE, STYLE_SHA256 } from "./style/index.ts";
import { PAYLOADS, withTexts } from "./testing/hostile.ts";

/** Every tag of a page with its attributes, but for their values, as a scanner sees them that knows only our way of writing. */
function shapesOf(page: string): ReadonlySet<string> {
  const tags = page.slice(page.indexOf("</style>")).match(/<[^>]*>/g) ?? [];
  return new Set(tags.map((tag) => tag.replaceAll(/="[^"]*"/g, "")));
}

/** What the pages of all proofs are made of. */
const KNOWN = new Set(Object.values(PROOFS).flatMap((make) => [...shapesOf(proofHtml(make()))]));

function unknownShapes(page: string): readonly string[] {
  return [...shapesOf(page)].filter((shape) => !KNOWN.has(shape));
}

describe("the policy", () => {
  it("allows the style sheet that the page has, and nothing else", () => {
    expect(STYLE_SHA256).toBe(createHash("sha256").update(STYLE).digest("base64"));
    expect(proofHtml(passedProof())).toContain(`content="default-src &#39;none&#39;; style-src &#39;sha256-${STYLE_SHA256}&#39;`.replaceAll("&#39;", "'"));
  });
});

describe.each(Object.entries(PROOFS))("the page of a proof that is %s", (_, make) => {
  const proof = make();
  const page = proofHtml(proof);

  it("is the same each time", () => {
    expect(proofHtml(make())).toBe(page);
  });

  it("loads nothing, runs nothing, and has no style outside of its sheet", () => {
    expect(page).not.toMatch(/<(?:script|img|iframe|object|embed|base|form)\b/);
    expect(page.match(/<(?:link|style)\b/g)).toEqual(["<link", "<style"]);
    expect(page).not.toMatch(/\s(?:style|on[a-z]+|src)="/);
    expect(STYLE).not.toMatch(/url\((?!#)|@import|@font-face/);
  });

  it("says the verdict, every question, every check and every cause", () => {
    const text = page.replaceAll(/<[^>]*>/g, "").replaceAll("&#39;", "'").replaceAll("&quot;", '"');
    expect(text).toContain(proof.verdict.reason);
    for (const probe of proof.probes) expect(text).toContain(probe.name);
    for (const { checks, causes, dockerfile } of proof.variants) {
      for (const check of checks) expect(text).toContain(check.detail);
      for (const cause of causes) for (const item of [cause.message, ...cause.evidence.map(({ observation }) => observation)]) expect(text).toContain(item);
      expect(text).toContain(dockerfile.path);
    }
    for (const { base, reason } of proof.notProved) for (const words of [base, reason]) expect(text).toContain(words);
    for (const step of proof.repairs) expect(text).toContain(step.change);
  });

  it("refers to ids that are there, each once", () => {
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    const used = [...page.matchAll(/\s(?:aria-labelledby|aria-describedby)="([^"]*)"|\shref="#([^"]*)"/g)].flatMap((match) => (match[1] ?? match[2] ?? "").split(" "));
    expect(used.filter((id) => !ids.includes(id))).toEqual([]);
  });
});

describe("an image that was read in part", () => {
  it("is not drawn, and the page says why", () => {
    const proof = passedProof();
    const { image } = proof.original;
    if (image === undefined) throw new Error("the proof has an image");
    const page = proofHtml({ ...proof, original: { ...proof.original, image: { ...image, faults: ["a layer is damaged"] } } });
    expect(page).toContain("What is in original is not drawn, since only part of its image was read: a layer is damaged.");
    expect(page).not.toContain('class="treemap');
  });
});

describe("text from outside", () => {
  it.each(PAYLOADS)("stays text wherever it stands: %j", (payload) => {
    for (const make of Object.values(PROOFS)) {
      const page = proofHtml(withTexts(make(), (text) => `${text}${payload}`));
      expect(unknownShapes(page)).toEqual([]);
      expect(page).not.toMatch(/\shref="(?!#|data:,")|<!-|<!\[/);
    }
  });

  it("never becomes an element or an attribute, whatever it is", () => {
    const proof = differentAnswersProof();
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), fc.constantFrom("", "<", ">", '"', "'", "</pre>", "-->"), (text, end) => {
        expect(unknownShapes(proofHtml(withTexts(proof, (own) => `${own}${text}${end}`)))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});

describe("secrets", () => {
  const TOKEN = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";
  const PASSWORD = "correct-horse-battery";

  it("are masked in bodies, headers, logs, files, settings, errors and messages", () => {
    const proof = passedProof();
    const [variant] = proof.variants;
    if (variant?.trial === undefined) throw new Error("the proof has a trial");
    const secret = `DB_PASSWORD=${PASSWORD}\n{"token": "${TOKEN}"}\nAuthorization: Bearer ${TOKEN}\n-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----\n`;
    const answer = { kind: "http", status: 200, headers: { "set-cookie": `id=${PASSWORD}; Path=/`, "x-api-key": PASSWORD, "content-type": "text/plain" }, body: secret, binary: false, cut: false, milliseconds: 1 } as const;
    const comparison = { probe: proof.probes[0]?.name ?? "", result: "different", original: answer, hardened: { ...answer, headers: { "x-api-key": `${PASSWORD}2` } }, differences: [`token=${PASSWORD} is missing`], volatile: [] } as const;
    const settings = { ...variant.trial.settings, environment: { DB_PASSWORD: PASSWORD, GITHUB: TOKEN } };
    const page = proofHtml({
      ...proof,
      original: { ...proof.original, build: { ...proof.original.build, log: secret, error: secret }, dockerfile: { ...proof.original.dockerfile, text: `FROM a\nENV DB_PASSWORD=${PASSWORD}\n` } },
      variants: [{ ...variant, comparisons: [comparison], trial: { ...variant.trial, settings, log: secret }, dockerfile: { ...variant.dockerfile, text: `FROM a\nENV DB_PASSWORD ${PASSWORD}\n` } }],
      verdict: { result: "failed", reason: `--password ${PASSWORD}` },
    });
    for (const word of [TOKEN, PASSWORD, "MIIEpAIBAAKCAQEA"]) expect(page).not.toContain(word);
    expect(page).toContain("***");
  });
});

describe("the size of the page", () => {
  const proof = differentAnswersProof();
  const [variant] = proof.variants;
  const [different] = variant?.comparisons.filter(({ result }) => result === "different") ?? [];
  const [probe] = proof.probes;
  if (variant === undefined || different === undefined || probe === undefined) throw new Error("the proof has an answer that differs");

  it("is bounded, however long every text is", () => {
    const long = "<&\u0001 0123456789\n".repeat(3_000);
    expect(proofHtml(withTexts(proof, (text) => text + long)).length).toBeLessThan(1_000_000);
  });

  it("is bounded, however many questions, answers, causes and lines there are", () => {
    const many = <T>(item: T, times: number): readonly T[] => Array.from({ length: times }, () => item);
    const headers = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`x-${index}`, "v".repeat(400)]));
    const body = { kind: "http", status: 200, headers, body: "0123456789 abcdef\n".repeat(60_000), binary: false, cut: true, milliseconds: 1 } as const;
    const other = { ...body, headers: {}, body: body.body.replaceAll("a", "b") };
    const probes = Array.from({ length: 400 }, (_, index) => ({ ...probe, name: `GET /${index}` }));
    const comparisons = probes.map(({ name }) => ({ ...different, probe: name, original: body, hardened: other, differences: many("it differs", 500), volatile: many("header date", 500) }));
    const [cause] = variant.causes;
    const causes = cause === undefined ? [] : many({ ...cause, evidence: many({ observation: "seen" }, 500) }, 300);
    const changed = { ...variant, comparisons, causes, dockerfile: { ...variant.dockerfile, text: "RUN <nothing>\n".repeat(100_000) } };
    const page = proofHtml({ ...proof, probes, variants: [changed] });
    expect(page.length).toBeLessThan(2_000_000);
    expect(page).toContain("280 more questions are left out");
  });
});
