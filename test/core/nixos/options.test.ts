/** What several modules say of one option. */
import { describe, expect, test } from "vitest";
import { hostOf, shownState, type Texts } from "./support.ts";

function option(path: string, configuration: string, more: Texts = {}): unknown {
  const host = hostOf(configuration, more);
  return shownState(host.configuration.option(path.split(".")), { ...more, "/w/configuration.nix": configuration });
}

/** The option `x` where `lib` is in scope. */
const x = (body: string): unknown => option("x", `{ lib, config, ... }: { imports = [ ${body} ]; }`);

describe("priorities", () => {
  test.each([
    ["one definition", "{ x = true; }", { value: true }],
    ["two that agree", "{ x = 1; } { x = 1; }", { value: 1 }],
    ["mkForce wins", "{ x = true; } { x = lib.mkForce false; }", { value: false }],
    ["off stays off", "{ x = lib.mkForce false; } { x = lib.mkIf config.nobody.knows true; }", { value: false }],
    ["mkDefault gives way", "{ x = lib.mkDefault 1; } { x = 2; }", { value: 2 }],
    ["mkDefault alone", "{ x = lib.mkDefault 1; }", { value: 1 }],
    ["mkOverride by number", "{ x = lib.mkOverride 10 1; } { x = lib.mkForce 2; }", { value: 1 }],
    ["around a whole set", "{ config = lib.mkForce { x = 1; }; } { x = 2; }", { value: 1 }],
    ["mkIf true", "{ x = lib.mkIf true 1; }", { value: 1 }],
    ["mkMerge", "{ x = lib.mkMerge [ (lib.mkIf false 1) (lib.mkIf true 2) ]; }", { value: 2 }],
    ["an unknown condition", "{ x = lib.mkIf config.nobody.knows true; }", { value: true, certain: false }],
    [
      "an unknown condition over a default",
      "{ x = lib.mkDefault false; } { x = lib.mkIf config.nobody.knows true; }",
      { value: true, certain: false },
    ],
    [
      "a certain one beside one under an unknown condition",
      "{ x = true; } { x = lib.mkIf config.nobody.knows true; }",
      { value: true },
    ],
    [
      "the platform is read with what its name says of it",
      '{ nixpkgs.hostPlatform = lib.mkDefault "x86_64-linux"; x = config.nixpkgs.hostPlatform.isDarwin; }',
      { value: false },
    ],
    ["one not known beside a known one", "{ x = true; } { x = config.nobody.knows; }", { value: true, certain: false }],
  ])("%s", (_, body, expected) => {
    expect(x(body)).toMatchObject(expected);
    expect("certain" in expected || !("certain" in Object(x(body)))).toBe(true);
  });

  test.each([
    ["mkIf false", "{ x = lib.mkIf false true; }"],
    ["mkIf false around everything", "{ config = lib.mkIf false { x = 1; }; }"],
    ["a module that is not imported", "{ imports = lib.optional false { x = 1; }; }"],
  ])("absent: %s", (_, body) => {
    expect(x(body)).toBe("absent");
  });

  test.each([
    ["two that disagree", "{ x = 1; } { x = 2; }", "several definitions are merged in a way that is not known"],
    ["only one, not known", "{ x = config.nobody.knows; }", "`nobody` may have more than the workspace shows"],
  ])("unknown: %s", (_, body, why) => {
    const shown = x(body);
    expect(shown).toHaveProperty("unknown");
    if (_ !== "only one, not known") expect(shown).toEqual({ unknown: why });
  });

  test("a default may be overridden by a module that is not seen, a plain definition is not", () => {
    const unseen = "imports = [ ./not-here.nix ];";
    expect(option("x", `{ lib, ... }: { ${unseen} x = lib.mkDefault true; }`)).toMatchObject({ certain: false });
    expect(option("x", `{ lib, ... }: { ${unseen} x = true; }`)).not.toHaveProperty("certain");
  });

  test("the binding that wins comes first", () => {
    expect(x("{ x = lib.mkIf config.nobody.knows true; } { x = lib.mkForce true; }")).toEqual({
      value: true,
      from: ["x = lib.mkForce true;"],
    });
  });
});

describe("lists and sets", () => {
  test("lists are joined, mkBefore and mkAfter put in order", () => {
    expect(x("{ x = lib.mkAfter [ 3 ]; } { x = [ 2 ]; } { x = lib.mkBefore [ 1 ]; }")).toMatchObject({
      value: [1, 2, 3],
    });
  });
  test("items under an unknown condition may be there", () => {
    expect(x("{ x = [ 1 ]; } { x = lib.mkIf config.nobody.knows [ 2 ]; }")).toMatchObject({
      value: expect.arrayContaining([1, { maybe: 2 }]),
    });
  });
  test("a stronger list replaces the others", () => {
    expect(x("{ x = [ 1 ]; } { x = lib.mkForce [ 2 ]; }")).toMatchObject({ value: [2] });
  });
  test("modules imported last come first, as nixpkgs joins them", () => {
    expect(x("{ x = [ 1 ]; } { x = [ 2 ]; }")).toMatchObject({ value: [2, 1] });
  });
  test("sets are merged name by name", () => {
    expect(x("{ x.a.b = 1; } { x.a = { c = 2; }; }")).toMatchObject({ value: { a: { b: 1, c: 2 } } });
  });
  test("what is off under a name is not in the set", () => {
    expect(x("{ x.a = 1; } { x = lib.mkIf false { b = 2; }; }")).toMatchObject({ value: { a: 1 } });
  });
});

describe("config", () => {
  test("modules read what others define", () => {
    const more = { "/w/other.nix": "{ config, ... }: { b = config.a + 1; }" };
    expect(option("b", "{ imports = [ ./other.nix ]; a = 1; }", more)).toMatchObject({ value: 2 });
  });
  test("a condition may ask for what its own set defines elsewhere", () => {
    const text =
      "{ config, lib, ... }: { config = lib.mkMerge [ { s.on = true; } (lib.mkIf config.s.on { s.x = 1; }) ]; }";
    expect(option("s.x", text)).toMatchObject({ value: 1 });
  });
  test("what nobody defines is not known: NixOS may have a default", () => {
    const text = "{ config, lib, ... }: { x = lib.mkIf config.services.xserver.enable true; }";
    expect(option("x", text)).toMatchObject({ value: true, certain: false });
  });
  test("a value that needs itself is not known", () => {
    expect(option("a", "{ config, ... }: { a = config.b; b = config.a; }")).toHaveProperty("unknown");
    expect(option("a.x", "{ config, ... }: { a = config.a; }")).toHaveProperty("unknown");
  });
  test("imports cannot depend on config", () => {
    const host = hostOf("{ config, lib, ... }: { imports = lib.optional config.a ./b.nix; a = true; }", {
      "/w/b.nix": "{ b = true; }",
    });
    expect(host.configuration.option(["a"])).toMatchObject({ kind: "known", certain: true });
    expect(host.configuration.option(["b"])).toMatchObject({ kind: "known", certain: false });
  });
});

describe("options that the workspace declares", () => {
  const declared = (rest: string): string => `{ lib, config, ... }: {
    options.my = {
      on = lib.mkEnableOption "it";
      size = lib.mkOption { type = lib.types.int; default = 5; };
      bare = lib.mkOption { type = lib.types.str; };
      text = lib.mkOption { default = "a"; apply = s: s + "!"; };
      more = lib.mkOption { default = [ 1 ]; };
    };
    config = { ${rest} };
  }`;
  test.each([
    ["my.on", "", { value: false }],
    ["my.on", "my.on = true;", { value: true }],
    ["my.size", "", { value: 5 }],
    ["my.size", "my.size = lib.mkDefault 6;", { value: 6 }],
    ["my.size", "my.size = lib.mkIf config.nobody.knows 6;", { value: 6, certain: false }],
    ["my.text", "", { value: "a!" }],
    ["my.more", "my.more = [ 2 ];", { value: [2] }],
    ["y", "y = lib.mkIf config.my.on true;", "absent"],
    ["y", "my.on = true; y = lib.mkIf config.my.on true;", { value: true }],
    ["my.bare", "", "absent"],
  ])("%s with %s", (path, rest, expected) => {
    const shown = option(path, declared(rest));
    if (typeof expected === "string") expect(shown).toBe(expected);
    else expect(shown).toMatchObject(expected);
  });
});
