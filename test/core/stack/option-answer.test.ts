import { describe, expect, test } from "vitest";
import { known, unknown, type Value } from "../../../server/core/nix/values/value.ts";
import type { Configuration, OptionState } from "../../../server/core/nixos/host.ts";
import { askOption } from "../../../server/core/stack/option-answer.ts";
import type { Location } from "../../../server/core/text/span.ts";

const at = (start: number): Location => ({ path: "/w/x.nix", span: { start, end: start + 1 } });
const LINE = at(1);

/** A configuration that knows what the table says, and nothing else. */
function configuration(table: Readonly<Record<string, OptionState>>): Configuration {
  return { option: (path) => table[path.join(".")] ?? { kind: "absent" }, packages: [] };
}

const says = (value: Value, certain = true): OptionState => ({ kind: "known", value, certain, definitions: [LINE] });
const bool = (value: boolean): Value => ({ kind: "bool", value, at: LINE });
const set = (names: readonly string[], { certain = true, open = false } = {}): Value => ({
  kind: "attrs",
  at: LINE,
  open: open ? unknown("there may be more") : undefined,
  attributes: new Map(
    names.map((name, index) => [
      name,
      { name, thunk: known(bool(true)), key: at(10 + index), binding: undefined, certain },
    ]),
  ),
});

const ask = (option: string, table: Readonly<Record<string, OptionState>>) => askOption(configuration(table), option);

describe("a plain option", () => {
  test.each<[string, OptionState, unknown]>([
    ["true", says(bool(true)), { kind: "on", certain: true, at: LINE, name: "a.enable" }],
    ["true under a condition", says(bool(true), false), { kind: "on", certain: false, at: LINE, name: "a.enable" }],
    ["false", says(bool(false)), { kind: "off", refused: "certainly" }],
    ["false for all that is known", says(bool(false), false), { kind: "off", refused: "perhaps" }],
    ["null", says({ kind: "null", at: LINE }), { kind: "off" }],
    ["a text", says({ kind: "string", value: "yes", at: LINE }), { kind: "off" }],
    ["absent", { kind: "absent" }, { kind: "off" }],
    [
      "defined, but not known",
      { kind: "unknown", unknown: unknown("the argument `x` is not given", at(5)), at: LINE },
      { kind: "unknown", at: LINE, name: "a.enable", why: "the argument `x` is not given", defined: true },
    ],
    [
      "below something that is not known",
      { kind: "unknown", unknown: unknown("the argument `x` is not given", at(5)), at: at(5) },
      { kind: "unknown", at: at(5), name: "a.enable", why: "the argument `x` is not given", defined: false },
    ],
    [
      "known to be not known",
      says(unknown("it is computed")),
      { kind: "unknown", at: LINE, name: "a.enable", why: "it is computed", defined: true },
    ],
  ])("%s", (_, state, answer) => {
    expect(ask("a.enable", { "a.enable": state })).toEqual(answer);
  });
});

describe("`*` at the end: anything is set below", () => {
  test("the first that is certain", () => {
    expect(ask("a.*", { a: says(set(["x", "y"])) })).toEqual({
      kind: "on",
      certain: true,
      at: at(10),
      name: "a.x",
      star: "x",
    });
    expect(ask("a.*", { a: says(set(["x"], { certain: false })) })).toMatchObject({ kind: "on", certain: false });
    expect(ask("a.*", { a: says(set(["x"]), false) })).toMatchObject({ kind: "on", certain: false });
  });

  test("nothing, or nothing that is seen", () => {
    expect(ask("a.*", { a: says(set([])) })).toEqual({ kind: "off" });
    expect(ask("a.*", { a: says(set([], { open: true })) })).toEqual({ kind: "off" });
    expect(ask("a.*", { a: says(bool(true)) })).toEqual({ kind: "off" });
    expect(ask("a.*", {})).toEqual({ kind: "off" });
  });
});

test("`*` in the middle: any name", () => {
  const table = {
    "a.servers": says(set(["x", "y"])),
    "a.servers.x.enable": says(bool(false)),
    "a.servers.y.enable": says(bool(true)),
  };
  expect(ask("a.servers.*.enable", table)).toEqual({
    kind: "on",
    certain: true,
    at: LINE,
    name: "a.servers.y.enable",
    star: "y",
  });
  expect(ask("a.servers.*.enable", { ...table, "a.servers.y.enable": says(bool(false)) })).toEqual({
    kind: "off",
    refused: "certainly",
  });
});
