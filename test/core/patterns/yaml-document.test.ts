import { describe, expect, test } from "vitest";
import * as z from "zod";
import { readYaml } from "../../../server/core/patterns/yaml-document.ts";
import { told } from "./told.ts";

const schema = z.strictObject({
  name: z.string().min(1).max(8),
  role: z.enum(["state", "cache", "store"]).optional(),
  size: z
    .string()
    .regex(/^\d+K$/, "a size like `8K`")
    .optional(),
  share: z.number().min(0).max(1).optional(),
  tags: z.array(z.string()).min(1).optional(),
  link: z.url().optional(),
  hosts: z.record(z.string(), z.strictObject({ priority: z.string() })).optional(),
});

const read = (text: string) => readYaml("/p/file.yaml", text, schema);
const problems = (text: string) => told(read(text).problems, text);

describe("what is right", () => {
  test.each([
    ["YAML", "name: a\ntags: [x, y]\n"],
    ["with Windows line ends", "name: a\r\ntags:\r\n  - x\r\n  - y\r\n"],
    ["with a byte order mark", "\uFEFFname: a\ntags: [x, y]\n"],
    ["JSON", '{\n\t"name": "a",\n\t"tags": ["x", "y"]\n}\n'],
    ["with an alias", 'name: a\ntags: [&t x, "y"]\nhosts: {}\n'],
  ])("%s", (_, text) => {
    const { value, problems } = read(text);
    expect({ value, problems }).toMatchObject({ value: { name: "a", tags: ["x", "y"] }, problems: [] });
  });

  test("places of values and names", () => {
    const text = "name: a\ntags:\n  - x\n  - yy # why\nhosts:\n  web: { priority: p }\n";
    const { at, keyAt } = read(text);
    const shown = ({ span }: { readonly span: { readonly start: number; readonly end: number } }) =>
      text.slice(span.start, span.end);
    expect(shown(at(["tags", 1]))).toBe("yy");
    expect(shown(at(["hosts", "web", "priority"]))).toBe("p");
    expect(shown(keyAt(["hosts", "web"]))).toBe("web");
    expect(shown(at(["hosts", "web"]))).toBe("{ priority: p }");
    // Not there: where it would belong.
    expect(shown(at(["hosts", "db", "priority"]))).toBe("hosts");
  });
});

describe("what is wrong", () => {
  test.each([
    // A misspelt name, with what was meant; a name that resembles none, with all there are.
    ["name: a\nrol: state\n", ["2:1 «rol» There is no `rol` here: did you mean `role`?"]],
    [
      "name: a\nhosts:\n  web: { priority: p, color: red }\n",
      ["3:23 «color» There is no `color` here, only `priority`."],
    ],
    // A name that stands there already was not meant.
    [
      "name: a\nnames: b\n",
      ["2:1 «names» There is no `names` here, only `name`, `role`, `size`, `share`, `tags`, `link` and `hosts`."],
    ],
    ["role: state\n", ["1:1 «role» `name` is missing."]],
    ["name: a\nhosts:\n  web: {}\n", ["3:3 «web» `priority` is missing."]],
    ["", ["1:1 «» `name` is missing."]],
    ["name:\n", ["1:1 «name» `name` is empty, not a text."]],
    ["name: 12\n", ['1:7 «12» `name` is a number, not a text: write it in quotes, `"12"`.']],
    ["name: [a]\n", ["1:7 «[a]» `name` is a list, not a text."]],
    ["name: a\nrole: stat\n", ["2:7 «stat» `role` is `state`, `cache` or `store`, not `stat`: did you mean `state`?"]],
    ["name: a\nrole: disk\n", ["2:7 «disk» `role` is `state`, `cache` or `store`, not `disk`."]],
    ["name: a\nsize: 8 KiB\n", ["2:7 «8 KiB» `size` takes a size like `8K`, not `8 KiB`."]],
    ["name: a\nshare: 1.5\n", ["2:8 «1.5» `share` is at most 1, not `1.5`."]],
    ["name: a\ntags: []\n", ["2:7 «[]» `tags` has at least 1 item."]],
    ["name: a\ntags: [x, 5]\n", ['2:11 «5» Item 2 of `tags` is a number, not a text: write it in quotes, `"5"`.']],
    ["name: aaaaaaaaaa\n", ["1:7 «aaaaaaaaaa» `name` has at most 8 characters."]],
    ['name: ""\n', ['1:7 «""» `name` is empty.']],
    ["name: a\nlink: over there\n", ["2:7 «over there» `link` is no address that a reader can open: `over there`."]],
    ["- a\n", ["1:1 «- a» The file is a list, not a mapping."]],
  ])("%j", (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  test("all of it at once", () => {
    expect(problems("role: x\nsiz: 1K\nshare: 2\n")).toHaveLength(4);
  });
});

describe("what is no YAML", () => {
  test.each([
    ["name: a\nname: b\n", ["2:1 «name» `name` stands here twice."]],
    ["name: a\ntags:\n\t- x\n", ["3:1 «\t» A tab cannot indent YAML: use blanks."]],
    ["name: a\n---\nname: b\n", ["2:1 «---» A second document begins here: one file holds one."]],
    ["name: *nobody\n", ["1:7 «*nobody» `*nobody` stands for nothing: no `&nobody` is above."]],
    ["name: !secret a\n", ["1:7 «!secret» Tags (`!…`) mean nothing here: write the value alone."]],
    ["name: a: b\n", ["1:7 «a» This is not YAML: nested mappings are not allowed in compact mappings."]],
  ])("%j", (text, expected) => {
    expect(problems(text)).toEqual(expected);
    expect(read(text).value).toBeUndefined();
  });

  test.each([
    ["deep lists", "name: ".concat("[".repeat(5000))],
    ["deep mappings", "name: ".concat("{a: ".repeat(20_000))],
    ["deep blocks", "- ".repeat(5000)],
    ["deep indentation", Array.from({ length: 300 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")],
  ])("%s end in one sentence", (_, text) => {
    expect(read(text).problems.map(({ message }) => message)).toEqual([
      "More than 40 levels of nesting: nothing of the file is read.",
    ]);
  });

  test("aliases that multiply", () => {
    const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"];
    for (let i = 1; i < 12; i += 1)
      lines.push(
        `a${i}: &a${i} [${Array(9)
          .fill(`*a${i - 1}`)
          .join(", ")}]`,
      );
    expect(read(lines.join("\n")).problems.map(({ message }) => message)).toEqual([
      "Aliases stand for more than 100 values: write them out.",
    ]);
  });

  test("a file that is too large", () => {
    expect(problems(`name: a\n${"# x\n".repeat(70_000)}`)).toEqual([
      "1:1 «» The file is larger than 256 KiB: nothing of it is read.",
    ]);
  });
});

describe("keeping the rest", () => {
  const kept = (text: string) => readYaml("/p/file.yaml", text, schema.partial(), { keepRest: true });

  test("what is wrong is left out and told once", () => {
    const text =
      "name: a\nrol: state\ntags: [x, 5, z]\nshare: lots\nhosts:\n  web: { priority: 1 }\n  db: { priority: p }\n";
    const { value, problems } = kept(text);
    expect(value).toEqual({ name: "a", tags: ["x", "z"], hosts: { db: { priority: "p" } } });
    expect(problems).toHaveLength(4);
  });

  test("nothing is kept of what is no mapping", () => {
    expect(kept("[a]").value).toBeUndefined();
  });
});
