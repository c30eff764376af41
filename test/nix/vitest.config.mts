import { defineConfig } from "vitest/config";

/** The suites that need `nix-instantiate`; they say SKIPPED where it is missing. */
export default defineConfig({
  test: {
    include: ["test/nix/**/*.test.ts"],
    globalSetup: ["test/support/build-grammar.ts"],
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
