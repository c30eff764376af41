import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { findFiles } from "../../server/cli/find-files.ts";
import { workspace } from "./program.ts";

let folder = "";
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function found(paths: readonly string[]): string[] {
  return findFiles(paths, folder).files.map(
    ({ path, named }) => `${path.slice(folder.length + 1)}${named ? " named" : ""}`,
  );
}

test("every *.nix below a folder, by name", () => {
  folder = workspace({ "b.nix": "", "a.nix": "", "hosts/z/disko.nix": "", "readme.md": "", "x.nix.bak": "" });
  expect(found(["."])).toEqual(["a.nix", "b.nix", "hosts/z/disko.nix"]);
});

test("other people's folders are left out, unless they are named", () => {
  folder = workspace({ "node_modules/a.nix": "", ".git/b.nix": "", ".direnv/c.nix": "", ".d.nix": "", "e.nix": "" });
  expect(found(["."])).toEqual(["e.nix"]);
  expect(found([".direnv", "node_modules"])).toEqual([".direnv/c.nix", "node_modules/a.nix"]);
});

test("project files are found, the only hidden ones", () => {
  folder = workspace({
    ".disko-toolstack.yaml": "",
    "a/.disko-toolstack.json": "",
    "b/.disko-toolstack.yml": "",
    "b/.disko-toolstack.yaml.bak": "",
    "b/disko-toolstack.yaml": "",
  });
  const { files } = findFiles(["."], folder);
  expect(files.map(({ path, isProject }) => [path.slice(folder.length + 1), isProject])).toEqual([
    [".disko-toolstack.yaml", true],
    ["a/.disko-toolstack.json", true],
    ["b/.disko-toolstack.yml", true],
  ]);
  expect(findFiles(["b/.disko-toolstack.yml"], folder).files.map(({ isProject }) => isProject)).toEqual([true]);
});

test("links to folders are not followed, so none can lead in circles; links to files are", () => {
  folder = workspace({ "store/a.nix": "", "hosts/b.nix": "" });
  symlinkSync(join(folder, "store"), join(folder, "result"));
  symlinkSync(join(folder, "hosts"), join(folder, "hosts/again"));
  symlinkSync("../store/a.nix", join(folder, "hosts/linked.nix"));
  symlinkSync("nowhere", join(folder, "hosts/dangling.nix"));
  symlinkSync("self.nix", join(folder, "hosts/self.nix"));
  expect(found(["hosts"])).toEqual(["hosts/b.nix", "hosts/linked.nix"]);
  expect(found(["result"])).toEqual(["result/a.nix"]);
});

test("a file is looked at once, however often it is named or linked", () => {
  folder = workspace({ "a.nix": "", "hosts/b.nix": "" });
  symlinkSync("../a.nix", join(folder, "hosts/c.nix"));
  expect(found(["a.nix", ".", "./a.nix", "hosts"])).toEqual(["a.nix named", "hosts/b.nix"]);
});

test("a folder called x.nix is a folder", () => {
  folder = workspace({ "x.nix/a.nix": "" });
  mkdirSync(join(folder, "empty.nix"));
  expect(found(["."])).toEqual(["x.nix/a.nix"]);
});

test("what is not there is said, and the others are found", () => {
  folder = workspace({ "a.nix": "" });
  symlinkSync("self", join(folder, "self"));
  const { files, unusable } = findFiles(["missing", "a.nix", "self", "a.nix/x"], folder);
  expect(files.map(({ path }) => path)).toEqual([join(folder, "a.nix")]);
  expect(unusable).toEqual([
    { path: join(folder, "missing"), why: "no such file or folder" },
    { path: join(folder, "self"), why: "its symbolic links go in circles" },
    { path: join(folder, "a.nix/x"), why: "no such file or folder" },
  ]);
});

test("an empty PATH is not the current folder", () => {
  const { files, unusable } = findFiles([""], import.meta.dirname);
  expect(files).toEqual([]);
  expect(unusable.map(({ why }) => why)).toEqual(["an empty PATH was given"]);
});
