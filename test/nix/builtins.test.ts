/**
 * The tables of builtins and lib functions, asked of real Nix: what they expect is what Nix says, and where they expect an error
 * Nix stops. `lib` where NIXPKGS_LIB says where nixpkgs lies. Then the three numbers of ours beside Nix, over all tables.
 */
import { describe, expect, test } from "vitest";
import { builtinCases } from "../core/nix/values/builtins-cases.ts";
import { builtinFailures, type FailureCase } from "../core/nix/values/builtins-failure-cases.ts";
import { impureCases } from "../core/nix/values/builtins-impure-cases.ts";
import { libCases, libFailures, libRefused } from "../core/nix/values/builtins-lib-cases.ts";
import { builtinTextCases } from "../core/nix/values/builtins-text-cases.ts";
import { askNix, nixpkgsFolder, nixVersion } from "./real-nix.ts";
import { agreeing, compareWithNix } from "./three-numbers.ts";

const version = nixVersion();
const hasLib = version !== undefined && nixpkgsFolder() !== undefined;
if (!version) console.warn("SKIPPED: nix-instantiate is not installed, the builtins are not compared with real Nix");
else if (!hasLib) console.warn("SKIPPED: NIXPKGS_LIB is not set, `lib` is not compared with real nixpkgs");

const allBuiltinCases = { ...builtinCases, ...builtinTextCases };

describe.runIf(version)("what the tables expect is what real Nix says", () => {
  test.each(Object.entries(allBuiltinCases))("builtins for %s", async (_part, cases) => {
    expect(await asked(cases.map(([expression]) => expression))).toEqual(cases.map(([, json]) => plain(json)));
  });

  test.runIf(hasLib).each(Object.entries(libCases))("lib for %s", async (_part, cases) => {
    const expressions = cases.map(([expression]) => withLib(expression));
    expect(await asked(expressions)).toEqual(cases.map(([, json]) => plain(json)));
  });

  test.each(Object.entries(builtinFailures))("builtins stop with an error of the kind %s", async (_kind, cases) => {
    expect(await endings(cases, (expression) => expression)).toEqual(expectedEndings(cases));
  });

  test.runIf(hasLib).each(Object.entries(libFailures))("lib stops, for %s", async (_part, cases) => {
    expect(await endings(cases, withLib)).toEqual(expectedEndings(cases));
  });
});

describe.runIf(version)("ours beside Nix", () => {
  test("builtins", async () => {
    const numbers = await compareWithNix("builtins", [
      ...expressionsOf(allBuiltinCases),
      ...expressionsOf(builtinFailures),
      ...impureCases.map(([expression]) => expression),
    ]);
    expect(numbers.wrong).toEqual([]);
    expect(agreeing(numbers)).toBeGreaterThan(0.9);
  });

  test.runIf(hasLib)("lib", async () => {
    const expressions = [
      ...expressionsOf(libCases),
      ...expressionsOf(libFailures),
      ...Object.values(libRefused).flat(),
    ];
    const numbers = await compareWithNix("lib", expressions.map(withLib));
    expect(numbers.wrong).toEqual([]);
    expect(agreeing(numbers)).toBeGreaterThan(0.9);
  });
});

function expressionsOf(tables: Readonly<Record<string, readonly (readonly [string, unknown])[]>>): readonly string[] {
  return Object.values(tables).flatMap((cases) => cases.map(([expression]) => expression));
}

function withLib(expression: string): string {
  return `let lib = import <nixpkgs/lib>; in ${expression}`;
}

/** How each ends under `tryEval`: caught, or stopped for good. */
async function endings(cases: readonly FailureCase[], text: (expression: string) => string) {
  const wrapped = ([expression]: FailureCase): string =>
    `(builtins.tryEval (let value = (${text(expression)}); in builtins.deepSeq value null)).success`;
  const answers = await askNix(cases.map(wrapped));
  return answers.map((answer) => (answer.kind === "value" ? (answer.json ? "value" : "caught") : "stopped"));
}

function expectedEndings(cases: readonly FailureCase[]): readonly string[] {
  return cases.map(([, failure]) => (failure === "throw" || failure === "assertion" ? "caught" : "stopped"));
}

async function asked(expressions: readonly string[]): Promise<readonly unknown[]> {
  const answers = await askNix(expressions);
  return answers.map((answer) => (answer.kind === "value" ? answer.json : answer.why));
}

/** Nix's answer has gone through JSON.parse, which rounds what does not fit a JavaScript number. */
function plain(json: unknown): unknown {
  if (typeof json === "bigint") return Number(json);
  if (Array.isArray(json)) return json.map(plain);
  if (typeof json !== "object" || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, plain(value)]));
}
