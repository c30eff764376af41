import { defineConfig } from "vitest/config";

/** Real mounts on loop devices: one after the other, and slower than a unit test. */
export default defineConfig({
  test: {
    include: ["test/kernel/**/*.test.ts"],
    globalSetup: ["test/support/build-grammar.ts"],
    testTimeout: 300_000,
    fileParallelism: false,
  },
});
