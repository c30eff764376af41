/** The examples of the module system, asked of real Nix with real nixpkgs. */
import { describe, expect, test } from "vitest";
import {
  PREAMBLE,
  renamedCases,
  STOPS,
  submoduleCases,
  systemCases,
  typeCases,
} from "../core/nixos/eval-modules-cases.ts";
import { askNix, nixpkgsFolder, nixVersion } from "./real-nix.ts";

const ready = nixVersion() !== undefined && nixpkgsFolder() !== undefined;
if (!ready)
  console.warn("SKIPPED: NIXPKGS_LIB is not set or Nix is missing, examples of modules are not asked of real Nix");

describe.runIf(ready)("what the examples of modules expect is what real Nix says", () => {
  test.each([
    ["types", typeCases],
    ["submodules", submoduleCases],
    ["modules", systemCases],
    ["renamed options", renamedCases],
  ])("%s", async (_part, cases) => {
    const answers = await askNix(
      cases.map(([, expression]) => `let lib = import <nixpkgs/lib>; ${PREAMBLE} in ${expression}`),
    );
    const said = answers.map((answer, index) => [cases[index]?.[0], answer.kind === "value" ? answer.json : STOPS]);
    expect(said).toEqual(cases.map(([title, , expected]) => [title, expected]));
  });
});
