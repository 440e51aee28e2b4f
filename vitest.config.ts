import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["packages/*/src/**/*.test.ts", "scripts/**/*.test.ts"],
    // The corpora are read in place; a slow machine must not turn a pass into a failure.
    testTimeout: 60_000,
  },
});
