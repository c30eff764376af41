import { describe, expect, test } from "vitest";
import { attrs, binding, text } from "../../../../server/core/nix/write/expression.ts";
import { addBindings, addToList } from "../../../../server/core/nix/write/splice.ts";
import { edited, lines, marked } from "./marked.ts";

const x = binding("x", text("1"));
const block = binding("@log", attrs([binding("mountpoint", text("/var/log"))]), ["Logs survive."]);

describe("addBindings", () => {
  test.each([
    ["an empty set", "«{ }»", '{\n  x = "1";\n}'],
    ["an empty tight set", "a: «{}»", 'a: {\n  x = "1";\n}'],
    ["an empty set of two lines", "{\n    a = «{\n    }»;\n}", '{\n    a = {\n        x = "1";\n    };\n}'],
    ["an empty set with a comment", "«{ /* none */ }»", '{ /* none */ x = "1"; }'],
    ["an empty set with a line comment", "«{ # none\n}»", '{ # none\n  x = "1";\n}'],
    ["a line", "«{ a = 1; }»", '{ a = 1; x = "1"; }'],
    ["a tight line", "«{a=1;}»", '{a=1; x = "1";}'],
    ["a line with a comment at its end", "«{ a = 1; /* of a */}»", '{ a = 1; /* of a */ x = "1";}'],
    ["lines", "«{\n    a = 1;\n}»", '{\n    a = 1;\n    x = "1";\n}'],
    ["lines with tabs and CRLF", "«rec {\r\n\ta = 1;\r\n}»", 'rec {\r\n\ta = 1;\r\n\tx = "1";\r\n}'],
    [
      "lines with comments below",
      "«{\n  a = 1; # of a\n  # b = 2;\n\n}»",
      '{\n  a = 1; # of a\n  # b = 2;\n  x = "1";\n\n}',
    ],
    ["lines set off", "«{\n  a = 1;\n\n  b = 2;\n}»", '{\n  a = 1;\n\n  b = 2;\n\n  x = "1";\n}'],
    [
      "lines that a comment sets off",
      "«{\n  a = 1;\n  # of b\n  b = 2;\n}»",
      '{\n  a = 1;\n  # of b\n  b = 2;\n  x = "1";\n}',
    ],
    ["a bracket behind the last", "«{ a = 1;\n  b = 2; }»", '{ a = 1;\n  b = 2;\n  x = "1"; }'],
    ["names in quotes", '«{\n  "a" = 1;\n}»', '{\n  "a" = 1;\n  "x" = "1";\n}'],
    ["names in quotes for a reason", '«{\n  "@" = 1;\n}»', '{\n  "@" = 1;\n  x = "1";\n}'],
  ])("adds to %s", (_, snippet, expected) => {
    const { tree, span } = marked(snippet);
    expect(edited(tree, addBindings(tree, span, [x]))).toBe(expected);
  });

  test.each([
    [
      "a line",
      "«{ a = 1; b = { c = 2; }; }»",
      [
        "{",
        "  a = 1;",
        "  b = { c = 2; };",
        "  # Logs survive.",
        '  "@log" = {',
        '    mountpoint = "/var/log";',
        "  };",
        "}",
      ],
    ],
    [
      "a line with comments",
      "  «{ /* a */ a = 1; /* b */ b = 2; }»",
      [
        "  { /* a */ a = 1; /* b */ b = 2;",
        "    # Logs survive.",
        '    "@log" = {',
        '      mountpoint = "/var/log";',
        "    };",
        "  }",
      ],
    ],
    [
      "lines with a step of their own",
      "{\n    s = «{\n        a = 1;\n    }»;\n}",
      [
        "{",
        "    s = {",
        "        a = 1;",
        "        # Logs survive.",
        '        "@log" = {',
        '            mountpoint = "/var/log";',
        "        };",
        "    };",
        "}",
      ],
    ],
    [
      "a set in a file of tabs",
      "{\n\ts = «{ }»;\n}",
      [
        "{",
        "\ts = {",
        "\t\t# Logs survive.",
        '\t\t"@log" = {',
        '\t\t\tmountpoint = "/var/log";',
        "\t\t};",
        "\t};",
        "}",
      ],
    ],
  ])("adds a block to %s", (_, snippet, expected) => {
    const { tree, span } = marked(snippet);
    expect(edited(tree, addBindings(tree, span, [block]))).toBe(lines(...expected));
  });

  test.each([
    ["a sibling", "«{\n  «a = 1;»\n  b = 2;\n}»", '{\n  a = 1;\n  x = "1";\n  b = 2;\n}'],
    [
      "a sibling with comments beside it",
      "«{\n  «a = 1;» /* of */ # a\n  b = 2;\n}»",
      '{\n  a = 1; /* of */ # a\n  x = "1";\n  b = 2;\n}',
    ],
    ["a sibling on its line", "«{ «a = 1;» b = 2; }»", '{ a = 1; x = "1"; b = 2; }'],
    ["a sibling that is set off", "«{\n  «a = 1;»\n\n  b = 2;\n}»", '{\n  a = 1;\n\n  x = "1";\n\n  b = 2;\n}'],
    ["a sibling that shares a line", "«{\n  «a = 1;» b = 2;\n}»", undefined],
    ["what is no sibling", "«{\n  a = «1»;\n}»", undefined],
  ])("adds behind %s", (_, snippet, expected) => {
    const inner = marked(snippet.replace(/^«|»$/g, ""));
    const { tree } = inner;
    const set = tree.root?.span ?? inner.span;
    expect(edited(tree, addBindings(tree, set, [x], { after: inner.span }))).toBe(expected);
  });

  test("quotes only the name that stands beside names in quotes", () => {
    const { tree, span } = marked('«{\n  "home" = { };\n}»');
    const log = binding("log", attrs([binding("mountpoint", text("/var/log"))]));
    expect(edited(tree, addBindings(tree, span, [log]))).toBe(
      lines("{", '  "home" = { };', '  "log" = {', '    mountpoint = "/var/log";', "  };", "}"),
    );
  });

  test("breaks a line that would be too long", () => {
    const { tree, span } = marked(`«{ a = "${"long ".repeat(17)}"; }»`);
    expect(edited(tree, addBindings(tree, span, [x]))).toBe(`{\n  a = "${"long ".repeat(17)}";\n  x = "1";\n}`);
  });

  test("sets the first of several off from the only block of a module", () => {
    const { tree, span } = marked("«{\n  disko = {\n    a = 1;\n  };\n}»");
    expect(edited(tree, addBindings(tree, span, [x, binding(["y", "z"], { kind: "bool", value: true })]))).toBe(
      lines("{", "  disko = {", "    a = 1;", "  };", "", '  x = "1";', "  y.z = true;", "}"),
    );
  });

  test.each([
    ["a list", "«[ ]»"],
    ["a broken set", "«{ a = ; }»"],
    ["a set that has the name", "«{ x = 2; }»"],
    ["a set that has something below", '«{ "x".y = 2; }»'],
    ["a set that inherits the name", "a: «{ inherit (a) b x; }»"],
  ])("leaves %s", (_, snippet) => {
    const { tree, span } = marked(snippet);
    expect(addBindings(tree, span, [x])).toBeUndefined();
  });
});

describe("addToList", () => {
  const item = { value: text("b") };
  test.each([
    ["an empty list", "«[ ]»", '[ "b" ]'],
    ["a line", '«[ "a" "c" ]»', '[ "a" "c" "b" ]'],
    ["one element on its line", '«[ "a" ]»', '[ "a" "b" ]'],
    ["one text on its line", '«[ "a b c" ]»', '[\n  "a b c"\n  "b"\n]'],
    [
      "one element where lists have lines",
      '{\n  a = [\n    1\n    2\n  ];\n  b = «[ "a" ]»;\n}',
      '{\n  a = [\n    1\n    2\n  ];\n  b = [\n    "a"\n    "b"\n  ];\n}',
    ],
    ["lines", '«[\n    "a"\n]»', '[\n    "a"\n    "b"\n]'],
  ])("adds to %s", (_, snippet, expected) => {
    const { tree, span } = marked(snippet);
    expect(edited(tree, addToList(tree, span, [item]))).toBe(expected);
  });

  test("gives an element with a comment a line", () => {
    const { tree, span } = marked('{\n  a = «[ "a" "c" ]»; # of a\n}');
    expect(edited(tree, addToList(tree, span, [{ ...item, comment: ["of b"] }]))).toBe(
      lines("{", "  a = [", '    "a"', '    "c"', "    # of b", '    "b"', "  ]; # of a", "}"),
    );
  });

  test("gives each of several texts a line", () => {
    const { tree, span } = marked("{\n  a = «[ ]»;\n}");
    expect(edited(tree, addToList(tree, span, [{ value: text("h /a") }, { value: text("h /b") }]))).toBe(
      lines("{", "  a = [", '    "h /a"', '    "h /b"', "  ];", "}"),
    );
  });
});
