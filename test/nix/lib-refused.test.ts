/** What we say stops Nix, asked of real Nix with real nixpkgs. */
import { describe, expect, test } from "vitest";
import { libRefused } from "../core/nix/values/builtins-lib-cases.ts";
import { askNix, nixpkgsFolder, nixVersion } from "./real-nix.ts";

const canAsk = nixVersion() !== undefined && nixpkgsFolder() !== undefined;
if (!canAsk)
  console.warn("SKIPPED: NIXPKGS_LIB is not set or Nix not installed, what lib refuses is not asked of nixpkgs");

describe.runIf(canAsk)("real nixpkgs refuses it too", () => {
  test.each(Object.entries(libRefused))("%s", async (_part, expressions) => {
    const answers = await askNix(
      expressions.map((text) => `let lib = import <nixpkgs/lib>; in builtins.deepSeq (${text}) true`),
    );
    expect(expressions.filter((_, index) => answers[index]?.kind !== "error")).toEqual([]);
  });
});
