import { memoryTree } from "@bulwark/core/context";
import { expect, it } from "vitest";
import { withText } from "./ignore-block.ts";

it("a tree without a file neither has, reads nor lists it", () => {
  const tree = withText(memoryTree(".", { a: "1", ".dockerignore": "x" }), ".dockerignore", undefined);
  expect([tree.has(".dockerignore"), tree.read(".dockerignore"), tree.entries().map((entry) => entry.path)]).toEqual([false, undefined, ["a"]]);
});

it("a tree with another text lists the file as before", () => {
  const tree = withText(memoryTree(".", { a: "1", ".dockerignore": "x" }), ".dockerignore", "y");
  expect([tree.read(".dockerignore"), tree.entries().map((entry) => entry.path).toSorted()]).toEqual(["y", [".dockerignore", "a"]]);
});
