import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { STYLE, STYLE_SHA256 } from "./style/index.ts";

describe("the policy", () => {
  it("allows the style sheet that the page has", () => {
    expect(STYLE_SHA256).toBe(createHash("sha256").update(STYLE).digest("base64"));
  });
});
