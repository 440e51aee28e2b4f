import { describe, expect, it } from "vitest";
import { SETTINGS } from "../testing/diagnosis/situations.ts";
import { CONSTRAINTS, constraintsOf, lift } from "./constraint.ts";

describe("lifting the user", () => {
  it("makes root of it that may write what belonged to the user, and no more", () => {
    const lifted = lift(SETTINGS, ["user"]);
    expect(lifted).toEqual({ ...SETTINGS, user: "0:0", capabilities: [...SETTINGS.capabilities, "DAC_OVERRIDE"] });
  });

  it("changes nothing of what is root already, and takes no capability back", () => {
    const root = { ...SETTINGS, user: "0:0" };
    expect(constraintsOf(root)).not.toContain("user");
    for (const order of [["user", "capabilities"], ["capabilities", "user"]] as const) expect(lift(SETTINGS, order)).toMatchObject({ user: "0:0", capabilities: "default" });
  });
});

it("leaves nothing to lift when all is lifted", () => {
  expect(constraintsOf(lift(SETTINGS, CONSTRAINTS))).toEqual([]);
});
