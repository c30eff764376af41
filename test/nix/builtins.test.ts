/** The expectations of the builtins and lib cases, asked of real Nix; `lib` where NIXPKGS_LIB says where nixpkgs lies. */
import { describe, expect, test } from "vitest";
import { builtinCases } from "../core/nix/values/builtins-cases.ts";
import { libCases } from "../core/nix/values/builtins-lib-cases.ts";
import { askNix, nixpkgsFolder, nixVersion } from "./real-nix.ts";

const version = nixVersion();
const hasLib = version !== undefined && nixpkgsFolder() !== undefined;
if (!version) console.warn("SKIPPED: nix-instantiate is not installed, the builtins are not compared with real Nix");
else if (!hasLib) console.warn("SKIPPED: NIXPKGS_LIB is not set, `lib` is not compared with real nixpkgs");

describe.runIf(version)("what the builtin cases expect is what real Nix says", () => {
  test.each(Object.entries(builtinCases))("builtins for %s", async (_part, cases) => {
    expect(await asked(cases.map(([expression]) => expression))).toEqual(cases.map(([, json]) => plain(json)));
  });

  test.runIf(hasLib).each(Object.entries(libCases))("lib for %s", async (_part, cases) => {
    const expressions = cases.map(([expression]) => `let lib = import <nixpkgs/lib>; in ${expression}`);
    expect(await asked(expressions)).toEqual(cases.map(([, json]) => plain(json)));
  });
});

async function asked(expressions: readonly string[]): Promise<readonly unknown[]> {
  const answers = await askNix(expressions);
  return answers.map((answer) => (answer.kind === "value" ? answer.json : answer.why));
}

/** Nix's answer has gone through JSON.parse, which rounds what does not fit a JavaScript number. */
function plain(json: unknown): unknown {
  return typeof json === "bigint" ? Number(json) : json;
}
