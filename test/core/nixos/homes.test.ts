/** Users, and what home-manager sets up for them as a module of NixOS. */
import { describe, expect, test } from "vitest";
import { hostOf, shownState, type Texts, textAt } from "./support.ts";

describe("users", () => {
  const users = (body: string): unknown =>
    hostOf(`{ lib, config, ... }: { users.users = ${body}; }`).users.map(({ name, home }) => [name, home]);
  test.each([
    ["{ ada.isNormalUser = true; }", [["ada", "/home/ada"]]],
    ['{ ada = { isNormalUser = true; home = "/data/ada"; }; }', [["ada", "/data/ada"]]],
    ['{ ada = { isNormalUser = true; name = "lovelace"; }; }', [["lovelace", "/home/lovelace"]]],
    ['{ daemon.isSystemUser = true; root.hashedPassword = ""; }', []],
    ["{ ada.isNormalUser = lib.mkForce false; }", []],
    ["lib.mkIf false { ada.isNormalUser = true; }", []],
    [
      'lib.genAttrs [ "ada" "bob" ] (_: { isNormalUser = true; })',
      [
        ["ada", "/home/ada"],
        ["bob", "/home/bob"],
      ],
    ],
  ])("%s", (body, expected) => {
    expect(users(body)).toEqual(expected);
  });
});

describe("home-manager.users", () => {
  const shown = (manager: string, more: Texts = {}): unknown => {
    const text = `{ pkgs, lib, ... }: { networking.hostName = "h"; home-manager = ${manager}; }`;
    const texts = { ...more, "/w/configuration.nix": text };
    return hostOf(text, more, ["vscode", "neovim"]).homes.map(({ user, configuration }) => ({
      user,
      packages: configuration.packages.map(({ name, at, list }) => `${list} ${name}: ${textAt(at, texts)}`),
      neovim: shownState(configuration.option(["programs", "neovim", "enable"]), texts),
    }));
  };

  test("a set", () => {
    expect(shown("{ users.ada = { programs.neovim.enable = true; home.packages = [ pkgs.vscode ]; }; }")).toEqual([
      {
        user: "ada",
        packages: ["home.packages vscode: pkgs.vscode"],
        neovim: { value: true, from: ["programs.neovim.enable = true;"] },
      },
    ]);
  });

  test("a file with imports, its own config, and the host's", () => {
    const more = {
      "/w/home.nix": `{ config, lib, osConfig, ... }: {
        imports = [ ./editor.nix ];
        editor = true;
        programs.neovim.enable = lib.mkIf (osConfig.networking.hostName == "h") config.editor;
      }`,
      "/w/editor.nix": "{ pkgs, ... }: { home.packages = with pkgs; [ neovim ]; }",
    };
    const expected = [
      {
        user: "ada",
        packages: ["home.packages neovim: neovim"],
        neovim: expect.objectContaining({ value: true }),
      },
    ];
    expect(shown("{ users.ada = ./home.nix; }", more)).toEqual(expected);
    expect(shown("{ users.ada = import ./home.nix; }", more)).toEqual(expected);
    expect(shown("{ users.ada.imports = [ ./home.nix ]; }", more)).toEqual(expected);
    expect(shown("{ users.ada = { ... }: { imports = [ ./home.nix ]; }; }", more)).toEqual(expected);
  });

  test("modules and arguments that all homes share", () => {
    expect(
      shown(`{
        extraSpecialArgs = { editor = true; };
        sharedModules = [ ({ editor, ... }: { programs.neovim.enable = editor; }) ];
        users = { ada = { }; bob = { programs.neovim.enable = lib.mkForce false; }; };
      }`),
    ).toMatchObject([
      { user: "ada", neovim: { value: true } },
      { user: "bob", neovim: { value: false } },
    ]);
  });

  test("files of homes are the host's, its modules are not", () => {
    const more = { "/w/home.nix": "{ }" };
    const host = hostOf("{ home-manager.users.ada = ./home.nix; }", more);
    expect(host.files()).toEqual(["/w/configuration.nix", "/w/home.nix"]);
    expect(host.modules()).toEqual(["/w/configuration.nix"]);
  });
});
