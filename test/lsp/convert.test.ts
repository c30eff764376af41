/** Addresses of the protocol and paths of the core, there and back. */
import { expect, test } from "vitest";
import { resolvePath } from "../../server/core/text/path.ts";
import { toPath, toUri } from "../../server/lsp/convert.ts";

test.each([
  ["file:///home/me/disko.nix", "/home/me/disko.nix"],
  ["file:///home/me/a%20b%23c%25.nix", "/home/me/a b#c%.nix"],
  ["file:///home/m%C3%BC/%F0%9F%98%80.nix", "/home/mü/😀.nix"],
  ["file:///c%3A/Users/me/disko.nix", "/c:/Users/me/disko.nix"],
  ["file://server/share/disko.nix", "file://server/share/disko.nix"],
  ["vscode-vfs://github/owner/repo/disko.nix", "vscode-vfs://github/owner/repo/disko.nix"],
  ["vscode-remote://ssh-remote%2Bhost/home/a%20b.nix", "vscode-remote://ssh-remote+host/home/a b.nix"],
])("%s is the path %s, and back", (uri, path) => {
  expect(toPath(uri)).toBe(path);
  expect(toPath(toUri(path))).toBe(path);
});

test("an untitled document and an old version of a file have paths of their own", () => {
  expect(toPath("untitled:Untitled-1")).toBe("untitled:///Untitled-1");
  expect(toPath("git:/home/me/disko.nix?ref=HEAD/x")).toBe("git:///home/me/disko.nix?ref%3DHEAD%2Fx");
  expect(toPath("git:/home/me/disko.nix?ref=old")).not.toBe(toPath("git:/home/me/disko.nix?ref=HEAD"));
});

test("an import is resolved on the document's own file system", () => {
  const document = toPath("vscode-vfs://github/owner/repo/hosts/disko.nix");
  expect(toUri(resolvePath(document.slice(0, document.lastIndexOf("/")), "../part one.nix"))).toBe(
    "vscode-vfs://github/owner/repo/part%20one.nix",
  );
});
