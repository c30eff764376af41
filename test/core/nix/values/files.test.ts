/** Imports, and what a file's own function is called with. */
import { describe, expect, test } from "vitest";
import type { Files } from "../../../../server/core/files.ts";
import { createEvaluator } from "../../../../server/core/nix/values/evaluate.ts";
import { toJson } from "../../../../server/core/nix/values/json.ts";
import { int, list, string } from "../../../../server/core/nix/values/make.ts";
import { known, type Value } from "../../../../server/core/nix/values/value.ts";
import { evaluateToJson, evaluatorOf, parse, TEST_PATH } from "../../../support/evaluate.ts";

describe("import", () => {
  const files = {
    "/w/five.nix": "5",
    "/w/add.nix": "{ a, b ? 1 }: a + b",
    "/w/folder/default.nix": "import ./inner.nix",
    "/w/folder/inner.nix": "../five.nix",
    "/w/cycle-a.nix": "{ b = import ./cycle-b.nix; n = 1; }",
    "/w/cycle-b.nix": "{ a = import ./cycle-a.nix; n = 2; }",
    "/w/self.nix": "import ./self.nix",
    "/w/empty.nix": "",
    "/w/broken.nix": "{ a = 1; b = ; }",
    "/w/text.txt": "this is no Nix {",
    "/up.nix": "./w/five.nix",
  };
  const cases: readonly (readonly [expression: string, json: unknown])[] = [
    ["import ./five.nix", 5],
    ['import (./. + "/five.nix")', 5],
    ['import ./${"five"}.nix', 5],
    ["import /w/five.nix", 5],
    ['import "/w/five.nix"', 5],
    ["import ./add.nix { a = 2; }", 3],
    ["(import ./add.nix) { a = 2; b = 3; }", 5],
    ["import ./folder", "/w/five.nix"],
    ["import ./folder/", "/w/five.nix"],
    ["import ../up.nix", "/w/five.nix"],
    ["map import [ ./five.nix ]", [5]],
    ["builtins.import ./five.nix", 5],
    ["(import ./cycle-a.nix).b.a.b.n", 2],
    ["import ./self.nix", { $unknown: "/w/self.nix imports itself before it has a value" }],
    ["import ./missing.nix", { $unknown: "/w/missing.nix does not exist" }],
    ["import ./missing", { $unknown: "/w/missing does not exist" }],
    ["import ./empty.nix", { $unknown: "/w/empty.nix is empty" }],
    ["import 5", { $unknown: "an integer is imported, not a file" }],
    ['import "five.nix"', { $unknown: "a string is imported, not a file" }],
    ["import <nixpkgs/nixos>", { $unknown: "<nixpkgs/nixos> lies outside the workspace" }],
    ["builtins.typeOf (import <nixpkgs/lib>)", "set"],
    ["(import <nixpkgs> { }).lib ? mkIf", true],
    ["(import <nixpkgs> { }).hello", { $unknown: "packages are not evaluated" }],
  ];
  test.each(cases)("%s", (expression, json) => {
    expect(evaluateToJson(expression, { files })).toEqual(json);
  });

  test("what is there of a broken file is used", () => {
    expect(evaluateToJson("(import ./broken.nix).a", { files })).toBe(1);
  });

  test("a file that is no Nix at all", () => {
    expect(JSON.stringify(evaluateToJson("import ./text.txt", { files }))).toContain('"$unknown"');
  });
});

describe("dependencies", () => {
  const files: Files = {
    read(path) {
      if (path === TEST_PATH)
        return { kind: "text", text: "[ (import ./far.nix) (import ./locked.nix) (import ./gone) ]" };
      if (path === "/w/far.nix") return { kind: "pending" };
      if (path === "/w/locked.nix") return { kind: "unreadable", why: "permission denied" };
      return { kind: "absent" };
    },
  };

  test("are noted, pending ones twice", () => {
    const evaluator = createEvaluator({ parse, files });
    expect(toJson(evaluator.evaluateRoot(TEST_PATH), evaluator.context)).toEqual([
      { $unknown: "/w/far.nix is not loaded yet" },
      { $unknown: "/w/locked.nix cannot be read: permission denied" },
      { $unknown: "/w/gone does not exist" },
    ]);
    expect(evaluator.dependencies()).toEqual({
      read: [TEST_PATH, "/w/far.nix", "/w/locked.nix", "/w/gone"],
      pending: ["/w/far.nix"],
    });
  });

  test("what is not used is not read", () => {
    const evaluator = evaluatorOf("{ a = 1; b = import ./b.nix; }");
    evaluator.evaluateRoot(TEST_PATH);
    expect(evaluator.dependencies().read).toEqual([TEST_PATH]);
  });
});

test("a file on another disk imports from there", () => {
  const texts: Record<string, string> = {
    "vscode-vfs://github/o/r/disko.nix": "import ./sub/a.nix",
    "vscode-vfs://github/o/r/sub/a.nix": "import /o/r/b.nix",
    "vscode-vfs://github/o/r/b.nix": "7",
  };
  const files: Files = {
    read(path) {
      const text = texts[path];
      return text === undefined ? { kind: "absent" } : { kind: "text", text };
    },
  };
  const evaluator = createEvaluator({ parse, files });
  expect(evaluator.evaluateRoot("vscode-vfs://github/o/r/disko.nix")).toMatchObject({ kind: "int", value: 7n });
});

describe("the function of a file", () => {
  const notGiven = (name: string) => ({ $unknown: `the argument \`${name}\` is not given` });
  const cases: readonly (readonly [text: string, json: unknown])[] = [
    ["{ a = 1; }", { a: 1 }],
    ['{ disks ? [ "/dev/vda" ], ... }: disks', ["/dev/vda"]],
    ["{ device, ... }: device", "/dev/given"],
    ["{ config, ... }: config.x", notGiven("config")],
    ["{ config, ... }: { a = config; b = 1; }", { a: notGiven("config"), b: 1 }],
    ["{ lib, ... }: lib ? mkIf", true],
    ["{ lib }: builtins.typeOf lib", "set"],
    ["{ pkgs, ... }: pkgs.lib ? mkIf", true],
    ["{ pkgs ? import <nixpkgs> { }, ... }: pkgs.hello", { $unknown: "packages are not evaluated" }],
    ["{ lib ? import <nixpkgs/lib>, ... }: lib ? mkIf", true],
    ["{ ... }@args: args.lib ? mkIf", true],
    ["{ a ? 1, ... }@args: args.a or 5", { $unknown: "this argument is not given" }],
    ["{ ... }@args: args.device", "/dev/given"],
    ["args: args.device", "/dev/given"],
    ["args: args.other or 5", { $unknown: "this argument is not given" }],
    ["{ a ? 1 }: { b ? 2, device }: [ a b device ]", [1, 2, "/dev/given"]],
    ["a: b: c: d: 1", { $function: true }],
    ["{ a ? b, b ? 3 }: a", 3],
    ["{ }: 1", 1],
  ];
  test.each(cases)("%s", (text, json) => {
    const evaluator = evaluatorOf(text);
    const args = { device: string("/dev/given") };
    expect(toJson(evaluator.evaluateRoot(TEST_PATH, args), evaluator.context)).toEqual(json);
  });

  test("is called by `callWith` as often as one likes", () => {
    const evaluator = evaluatorOf("{ n, xs ? [ ] }: xs ++ [ n ]");
    const fn = evaluator.evaluateFile(TEST_PATH);
    const call = (args: Record<string, Value>) => toJson(evaluator.callWith(fn, args), evaluator.context);
    expect(call({ n: int(1) })).toEqual([1]);
    expect(call({ n: int(2), xs: list([known(int(0))]) })).toEqual([0, 2]);
  });
});
