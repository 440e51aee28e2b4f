import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    dir: "e2e",
    include: ["**/*.test.ts"],
    // Processes and a browser are started; a slow machine must not turn a pass into a failure.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
