import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/vscode/**", "test/nix/**", "test/kernel/**", "**/node_modules/**"],
    globalSetup: ["test/support/build-once.ts"],
    testTimeout: 30_000,
  },
});
