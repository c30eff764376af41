import { describe, expect, test } from "vitest";
import {
  attrs,
  binding,
  texts,
  type WriteBinding,
  type WriteExpr,
} from "../../../../server/core/nix/write/expression.ts";
import { mergeBinding, mergeBindings } from "../../../../server/core/nix/write/merge-binding.ts";
import { parse, TEST_PATH } from "../../../support/evaluate.ts";
import { edited, lines } from "./marked.ts";

const yes: WriteExpr = { kind: "bool", value: true };
const rules = binding(["systemd", "tmpfiles", "rules"], texts(["h /a - - - - +C", "h /b - - - - +C"]));
const scrub = binding(
  ["services", "btrfs", "autoScrub"],
  attrs([binding("enable", yes), binding("fileSystems", texts(["/"]))]),
);

function merge(source: string, ...bindings: readonly WriteBinding[]): string | undefined {
  const tree = parse(TEST_PATH, source);
  const span = tree.root?.span ?? { start: 0, end: 0 };
  return edited(tree, mergeBindings(tree, span, bindings));
}

describe("mergeBinding: a list", () => {
  const both = ['"h /a - - - - +C"', '"h /b - - - - +C"'];
  test.each([
    [
      "missing",
      "{\n  a = 1;\n}",
      ["{", "  a = 1;", "  systemd.tmpfiles.rules = [", ...both.map((t) => `    ${t}`), "  ];", "}"],
    ],
    [
      "by its path",
      '{\n  systemd.tmpfiles.rules = [\n    "x"\n  ];\n}',
      ["{", "  systemd.tmpfiles.rules = [", '    "x"', ...both.map((t) => `    ${t}`), "  ];", "}"],
    ],
    [
      "in sets",
      "{\n  systemd = {\n    tmpfiles = {\n      rules = [ ];\n    };\n  };\n}",
      [
        "{",
        "  systemd = {",
        "    tmpfiles = {",
        "      rules = [",
        ...both.map((t) => `        ${t}`),
        "      ];",
        "    };",
        "  };",
        "}",
      ],
    ],
    [
      "missing in a set",
      "{\n  systemd = {\n    x.y = 1;\n  };\n  b = 1;\n}",
      [
        "{",
        "  systemd = {",
        "    x.y = 1;",
        "    tmpfiles.rules = [",
        ...both.map((t) => `      ${t}`),
        "    ];",
        "  };",
        "  b = 1;",
        "}",
      ],
    ],
    [
      "missing in the inner of two sets",
      "{\n  systemd = {\n    x = 1;\n  };\n  systemd.tmpfiles = {\n    z = 1;\n  };\n}",
      [
        "{",
        "  systemd = {",
        "    x = 1;",
        "  };",
        "  systemd.tmpfiles = {",
        "    z = 1;",
        "    rules = [",
        ...both.map((t) => `      ${t}`),
        "    ];",
        "  };",
        "}",
      ],
    ],
    [
      "with one of the elements",
      '{\n  systemd.tmpfiles.rules = [\n    "h /b - - - - +C" # b\n  ];\n}',
      ["{", "  systemd.tmpfiles.rules = [", '    "h /b - - - - +C" # b', '    "h /a - - - - +C"', "  ];", "}"],
    ],
  ])("%s", (_, source, expected) => {
    expect(merge(source, rules)).toBe(lines(...expected));
    expect(merge(lines(...expected), rules)).toBe(lines(...expected));
  });

  test.each([
    ["an operator", "{ systemd.tmpfiles.rules = [ ] ++ x; }"],
    ["a condition", "{ lib, ... }: { systemd = lib.mkIf true { }; }"],
    ["a name", "a: { inherit (a) systemd; }"],
    ["another set", "a: { systemd = a // { }; }"],
    ["a computed name", "a: { systemd.${a} = 1; }"],
    ["a name that may be it", 'a: { systemd."tmp${a}" = 1; }'],
    ["something below", "{ systemd.tmpfiles.rules.x = 1; }"],
  ])("leaves %s", (_, source) => {
    const tree = parse(TEST_PATH, source);
    const root = tree.root?.kind === "lambda" ? tree.root.body : tree.root;
    expect(mergeBinding(tree, root?.span ?? { start: 0, end: 0 }, rules)).toBeUndefined();
  });

  test("goes by what a name cannot be", () => {
    const tree = parse(TEST_PATH, 'a: { "@${a}" = 1; }');
    expect(
      tree.root?.kind === "lambda" && edited(tree, mergeBinding(tree, tree.root.body.span, binding("x", yes))),
    ).toBe('a: { "@${a}" = 1; x = true; }');
  });
});

describe("mergeBinding: a set", () => {
  test.each([
    [
      "missing",
      "{ }",
      ["{", "  services.btrfs.autoScrub = {", "    enable = true;", '    fileSystems = [ "/" ];', "  };", "}"],
    ],
    [
      "half there",
      "{\n  services.btrfs.autoScrub.enable = true;\n}",
      ["{", "  services.btrfs.autoScrub.enable = true;", '  services.btrfs.autoScrub.fileSystems = [ "/" ];', "}"],
    ],
    [
      "half there in a set",
      "{\n  services.btrfs.autoScrub = {\n    enable = true;\n  };\n}",
      ["{", "  services.btrfs.autoScrub = {", "    enable = true;", '    fileSystems = [ "/" ];', "  };", "}"],
    ],
    [
      "empty",
      "{\n  services.btrfs = {\n    autoScrub = { };\n  };\n}",
      [
        "{",
        "  services.btrfs = {",
        "    autoScrub = {",
        "      enable = true;",
        '      fileSystems = [ "/" ];',
        "    };",
        "  };",
        "}",
      ],
    ],
    [
      "there",
      '{ services = { btrfs.autoScrub = { enable = true; fileSystems = [ "/home" "/" ]; }; }; }',
      ['{ services = { btrfs.autoScrub = { enable = true; fileSystems = [ "/home" "/" ]; }; }; }'],
    ],
  ])("%s", (_, source, expected) => {
    expect(merge(source, scrub)).toBe(lines(...expected));
    expect(merge(lines(...expected), scrub)).toBe(lines(...expected));
  });

  test("half there among others: beside its like", () => {
    const source = lines(
      "{",
      "  a = 1;",
      "",
      "  services.btrfs.autoScrub.enable = true; # monthly",
      "",
      "  b = 1;",
      "}",
    );
    expect(merge(source, scrub, binding("c", yes))).toBe(
      lines(
        "{",
        "  a = 1;",
        "",
        "  services.btrfs.autoScrub.enable = true; # monthly",
        '  services.btrfs.autoScrub.fileSystems = [ "/" ];',
        "",
        "  b = 1;",
        "",
        "  c = true;",
        "}",
      ),
    );
  });

  test("leaves one with another value", () => {
    expect(merge("{ services.btrfs.autoScrub.enable = false; }", scrub)).toBeUndefined();
    expect(merge("{ services.btrfs.autoScrub.enable.x = 1; }", scrub)).toBeUndefined();
    expect(merge("{ services.btrfs.autoScrub = f { }; }", scrub)).toBeUndefined();
  });
});

describe("mergeBinding: in a rec set", () => {
  test("adds a name that nothing in it means", () => {
    expect(merge("rec { a = 1; b = a; }", binding("c", yes))).toBe("rec { a = 1; b = a; c = true; }");
  });
  test("leaves one that something in it may mean", () => {
    expect(merge("rec { a = c; }", binding("c", yes))).toBeUndefined();
  });
});

describe("mergeBindings", () => {
  test("writes what belongs into one of them there", () => {
    expect(merge("{ }", binding(["a", "b", "c"], yes), binding(["a", "b"], attrs([binding("d", yes)])))).toBe(
      lines("{", "  a.b = {", "    d = true;", "    c = true;", "  };", "}"),
    );
  });

  test("leaves what contradicts itself, and what has no name", () => {
    expect(merge("{ }", binding("a", yes), binding("a", texts([])))).toBeUndefined();
    expect(merge("{ }", binding(["a", "b"], yes), binding("a", texts([])))).toBeUndefined();
    expect(merge("{ }", binding([], attrs([])))).toBeUndefined();
  });

  test("writes several into one place at once, the same path once", () => {
    const one = binding(["systemd", "tmpfiles", "rules"], texts(["h /a - - - - +C"]), ["Set early."]);
    expect(merge("{\n  disko = {\n    a = 1;\n  };\n}", one, scrub, rules)).toBe(
      lines(
        "{",
        "  disko = {",
        "    a = 1;",
        "  };",
        "",
        "  # Set early.",
        "  systemd.tmpfiles.rules = [",
        '    "h /a - - - - +C"',
        '    "h /b - - - - +C"',
        "  ];",
        "  services.btrfs.autoScrub = {",
        "    enable = true;",
        '    fileSystems = [ "/" ];',
        "  };",
        "}",
      ),
    );
  });
});
