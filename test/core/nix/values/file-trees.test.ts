/** `lib.fileset`, `lib.filesystem` and `lib.sources` on a workspace: what importers of whole folders rest on. */
import { describe, expect, test } from "vitest";
import type { FileContent } from "../../../../server/core/files.ts";
import { createEvaluator } from "../../../../server/core/nix/values/evaluate.ts";
import { type ExactJson, toJson } from "../../../../server/core/nix/values/json.ts";
import { evaluateToJson, parse, TEST_PATH } from "../../../support/evaluate.ts";
import { memoryFiles } from "../../../support/memory-files.ts";

const files = {
  "/w/m/a.nix": "1",
  "/w/m/b.txt": "x",
  "/w/m/c/d.nix": "2",
  "/w/m/c/default.nix": "3",
  "/w/m/_e/f.nix": "4",
};

const cases: readonly (readonly [expression: string, json: ExactJson])[] = [
  [
    'lib.fileset.toList (lib.fileset.fileFilter (file: file.hasExt "nix") ./m)',
    ["/w/m/_e/f.nix", "/w/m/a.nix", "/w/m/c/d.nix", "/w/m/c/default.nix"],
  ],
  ['lib.fileset.toList (lib.fileset.fileFilter ({ name, ... }: name == "d.nix") ./m)', ["/w/m/c/d.nix"]],
  ["lib.fileset.toList (lib.fileset.difference ./m ./m/c)", ["/w/m/_e/f.nix", "/w/m/a.nix", "/w/m/b.txt"]],
  ["lib.fileset.toList (lib.fileset.unions [ ./m/c ./m/a.nix ])", ["/w/m/a.nix", "/w/m/c/d.nix", "/w/m/c/default.nix"]],
  [
    "lib.fileset.toList (lib.fileset.intersection ./m (lib.fileset.union ./m/c ./m/b.txt))",
    ["/w/m/b.txt", "/w/m/c/d.nix", "/w/m/c/default.nix"],
  ],
  ["lib.fileset.toList (lib.fileset.intersection ./m (lib.fileset.maybeMissing ./zz))", []],
  ["lib.fileset.toList lib.fileset.empty", []],
  ["map builtins.readFileType [ ./m ./m/b.txt ]", ["directory", "regular"]],
  [
    "builtins.length (lib.fileset.toList (lib.fileset.union ./m ./zz))",
    { $unknown: 'evaluation stops with "`/w/zz` does not exist"' },
  ],
  ['lib.fileset.toList (lib.fileset.fromSource (lib.sourceByRegex ./m [ "c" ".*/d.nix" ]))', ["/w/m/c/d.nix"]],
  ["lib.fileset.isFileset ./m", true],
  ['lib.fileset.isFileset "x"', false],
  ["import (lib.cleanSource ./m/c)", 3],
  ["(lib.cleanSource ./m).origSrc", "/w/m"],
  ["toString (lib.cleanSource ./m)", { $unknown: "the source is copied to the Nix store" }],
  ["import (lib.fileset.toSource { root = ./m/c; fileset = ./m/c/default.nix; })", 3],
  ["map baseNameOf (lib.filesystem.listFilesRecursive ./m/c)", ["d.nix", "default.nix"]],
  [
    "lib.packagesFromDirectoryRecursive { directory = ./m/c; callPackage = path: args: baseNameOf path; }",
    { d: "d.nix", default: "default.nix" },
  ],
  ['(lib.filesystem.locateDominatingFile "b.*" ./m/c/d.nix).path', "/w/m"],
  ["lib.pathIsDirectory ./m", true],
  ["lib.pathIsRegularFile ./m", false],
  ["lib.pathIsDirectory ./zz", false],
  ["lib.filesystem.resolveDefaultNix ./m", "/w/m/default.nix"],
  ["lib.filesystem.resolveDefaultNix ./m/a.nix", "/w/m/a.nix"],
  ['builtins.findFile [ { prefix = "x"; path = ./m; } ] "x/a.nix"', "/w/m/a.nix"],
  ['builtins.hashFile "md5" ./m/b.txt', "9dd4e461268c8034f5c8564e155c67a6"],
];

describe("files of the workspace", () => {
  test.each(cases)("%s", (expression, json) => {
    expect(evaluateToJson(`let lib = import <nixpkgs/lib>; in ${expression}`, { files })).toEqual(json);
  });
});

describe("a folder that is not known whole", () => {
  const folder: FileContent = {
    kind: "directory",
    entries: [
      { name: "a.nix", kind: "file" },
      { name: "l.nix", kind: "file", link: true },
    ],
    hasOthers: true,
  };
  const OTHERS = "`/w/m` has links that are not followed";

  function json(expression: string): ExactJson {
    const inner = memoryFiles({ "/w/m/a.nix": "1", [TEST_PATH]: `let lib = import <nixpkgs/lib>; in ${expression}` });
    const read = (path: string): FileContent =>
      path === "/w/m" ? folder : path === "/w/p" ? { kind: "pending" } : inner.read(path);
    const evaluator = createEvaluator({ parse, files: { read } });
    return toJson(evaluator.evaluateFile(TEST_PATH), evaluator.context);
  }

  test("has links, and perhaps more", () => {
    expect(json("builtins.readDir ./m")).toEqual({ "a.nix": "regular", "l.nix": "symlink", $unknown: OTHERS });
    expect(json("lib.fileset.toList ./m")).toEqual(["/w/m/a.nix", "/w/m/l.nix", { $unknown: OTHERS }]);
  });

  test("is waited for", () => {
    expect(json("builtins.readDir ./p")).toEqual({ $unknown: "`/w/p` is not read yet" });
    expect(json("builtins.pathExists ./p")).toEqual({ $unknown: "`/w/p` is not read yet" });
    expect(json("lib.fileset.toList ./p")).toEqual({ $unknown: "`/w/p` is not read yet" });
  });
});
