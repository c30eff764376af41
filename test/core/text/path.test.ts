import { expect, test } from "vitest";
import {
  basename,
  dirname,
  isAbsolutePath,
  normalizePath,
  relativePath,
  resolvePath,
} from "../../../server/core/text/path.ts";

test.each([
  ["/a/./b//c/", "/a/b/c"],
  ["/a/../../b", "/b"],
  ["/", "/"],
  ["vscode-vfs://github/owner/repo/../x.nix", "vscode-vfs://github/owner/x.nix"],
  ["vscode-vfs://github/../../x.nix", "vscode-vfs://github/x.nix"],
])("normalizePath(%j)", (path, expected) => {
  expect(normalizePath(path)).toBe(expected);
});

test.each([
  ["/a", true],
  ["vscode-vfs://github/a", true],
  ["a/b", false],
  ["./a", false],
  ["", false],
])("isAbsolutePath(%j)", (path, expected) => {
  expect(isAbsolutePath(path)).toBe(expected);
});

test.each([
  ["/a/b.nix", "/a", "b.nix"],
  ["/b.nix", "/", "b.nix"],
  ["/", "/", ""],
  ["vscode-vfs://github/a/b.nix", "vscode-vfs://github/a", "b.nix"],
  ["vscode-vfs://github/b.nix", "vscode-vfs://github/", "b.nix"],
])("folder and name of %j", (path, folder, name) => {
  expect(dirname(path)).toBe(folder);
  expect(basename(path)).toBe(name);
});

test.each([
  ["/a/b", "./c.nix", "/a/b/c.nix"],
  ["/a/b", "../c.nix", "/a/c.nix"],
  ["/a/b", "/c.nix", "/c.nix"],
  ["/", "c.nix", "/c.nix"],
  ["vscode-vfs://github/a", "../../c.nix", "vscode-vfs://github/c.nix"],
  ["vscode-vfs://github/a", "/c.nix", "vscode-vfs://github/c.nix"],
  ["/a", "vscode-vfs://github/c.nix", "vscode-vfs://github/c.nix"],
])("resolvePath(%j, %j)", (directory, relative, expected) => {
  expect(resolvePath(directory, relative)).toBe(expected);
});

test.each([
  ["/a/b", "/a/b/c.nix", "./c.nix"],
  ["/a/b", "/a/c/d.nix", "../c/d.nix"],
  ["/", "/a.nix", "./a.nix"],
  ["/a/b", "/a", ".."],
  ["vscode-vfs://github/o/r", "vscode-vfs://github/o/r/x.nix", "./x.nix"],
])("relativePath(%j, %j)", (directory, path, expected) => {
  expect(relativePath(directory, path)).toBe(expected);
  expect(resolvePath(directory, expected)).toBe(path);
});

test("a path on another root stays as it is", () => {
  expect(relativePath("vscode-vfs://github/o/r", "/etc/x.nix")).toBe("/etc/x.nix");
});
