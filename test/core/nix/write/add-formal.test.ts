import { describe, expect, test } from "vitest";
import { addFormal, wrapModule } from "../../../../server/core/nix/write/add-formal.ts";
import { parse, TEST_PATH } from "../../../support/evaluate.ts";
import { edited } from "./marked.ts";

function withPkgs(source: string): string | undefined {
  const tree = parse(TEST_PATH, source);
  return edited(tree, addFormal(tree, tree.root?.span ?? { start: 0, end: 0 }, "pkgs"));
}

describe("addFormal", () => {
  test.each([
    ["one line", "{ lib, ... }: { }", "{ lib, pkgs, ... }: { }"],
    ["one line without dots", "{ lib }: { }", "{ lib, pkgs }: { }"],
    ["dots alone", "{ ... }: { }", "{ pkgs, ... }: { }"],
    ["nothing", "{ }: { }", "{ pkgs }: { }"],
    ["a tight line", "{lib,...}: { }", "{lib, pkgs,...}: { }"],
    ["a default", "{ lib ? { }, ... }: { }", "{ lib ? { }, pkgs, ... }: { }"],
    ["a name behind", "{ lib, ... }@args: { }", "{ lib, pkgs, ... }@args: { }"],
    ["a name before", "args@{ lib, ... }: { }", "args@{ lib, pkgs, ... }: { }"],
    ["commas at the ends of lines", "{\n  a,\n  lib,\n  ...\n}:\n{ }", "{\n  a,\n  lib,\n  pkgs,\n  ...\n}:\n{ }"],
    ["a comma behind the last", "{\n  a,\n  lib,\n}:\n{ }", "{\n  a,\n  lib,\n  pkgs,\n}:\n{ }"],
    ["no comma behind the last", "{\n  a,\n  lib\n}:\n{ }", "{\n  a,\n  lib,\n  pkgs\n}:\n{ }"],
    [
      "comments at the ends of lines",
      "{\n  lib, # the lib\n  # the rest\n  ...\n}:\n{ }",
      "{\n  lib, # the lib\n  pkgs,\n  # the rest\n  ...\n}:\n{ }",
    ],
    ["a comment and no comma", "{\n  lib # the lib\n}:\n{ }", "{\n  lib, # the lib\n  pkgs\n}:\n{ }"],
    ["dots on the line of the last", "{\n  a,\n  lib, ...\n}:\n{ }", "{\n  a,\n  lib, pkgs, ...\n}:\n{ }"],
    ["dots on a line alone", "{\r\n  ...\r\n}:\r\n{ }", "{\r\n  pkgs,\r\n  ...\r\n}:\r\n{ }"],
    ["commas at the starts of lines", "{ a\n, lib\n, ...\n}:\n{ }", "{ a\n, lib\n, pkgs\n, ...\n}:\n{ }"],
    [
      "commas at the starts of lines, one name",
      "{ lib # the lib\n, ...\n}:\n{ }",
      "{ lib # the lib\n, pkgs\n, ...\n}:\n{ }",
    ],
    ["commas at the starts of lines, no dots", "{ a\n, lib\n}:\n{ }", "{ a\n, lib\n, pkgs\n}:\n{ }"],
    ["the name there", "{ pkgs, ... }: { }", "{ pkgs, ... }: { }"],
  ])("%s", (_, source, expected) => {
    expect(withPkgs(source)).toBe(expected);
    expect(withPkgs(expected)).toBe(expected);
  });

  test.each([
    ["a plain argument", "args: { }"],
    ["the name for the whole", "{ lib, ... }@pkgs: { }"],
    ["a body that means another by it", "{ lib, ... }: with lib; { a = pkgs; }"],
    ["a body that inherits it", "{ lib, ... }: { inherit pkgs; }"],
    ["a comment before the dots", "{ /* any */ ... }: { }"],
    ["broken arguments", "{ lib; ... }: { }"],
    ["no function", "{ }"],
  ])("leaves %s", (_, source) => {
    expect(withPkgs(source)).toBeUndefined();
  });

  test("of an inner function", () => {
    const tree = parse(TEST_PATH, "inputs: { lib, ... }: { }");
    const inner = tree.root?.kind === "lambda" ? tree.root.body.span : { start: 0, end: 0 };
    expect(edited(tree, addFormal(tree, inner, "pkgs"))).toBe("inputs: { lib, pkgs, ... }: { }");
  });
});

describe("wrapModule", () => {
  function wrapped(source: string): string | undefined {
    const tree = parse(TEST_PATH, source);
    return edited(tree, wrapModule(tree, ["lib", "pkgs"]));
  }

  test.each([
    ["a set", "# layout\n{\n  a = 1;\n}\n", "# layout\n{ lib, pkgs, ... }:\n{\n  a = 1;\n}\n"],
    ["a let", "let\r\n  a = 1;\r\nin\r\n{ }", "{ lib, pkgs, ... }:\r\nlet\r\n  a = 1;\r\nin\r\n{ }"],
  ])("makes a function of %s", (_, source, expected) => {
    expect(wrapped(source)).toBe(expected);
  });

  test.each([
    ["a function", "{ }: { }"],
    ["a file that has the name already", "let pkgs = 1; in { a = pkgs; }"],
    ["an empty file", "# nothing\n"],
    ["a broken file", "{ a = ; }"],
  ])("leaves %s", (_, source) => {
    expect(wrapped(source)).toBeUndefined();
  });
});
