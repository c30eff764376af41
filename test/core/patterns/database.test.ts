/** What the files of the database promise each other: data that no schema can hold against one another. */
import { describe, expect, test } from "vitest";
import { createPatternIndex } from "../../../server/core/patterns/pattern-index.ts";
import { bundledPatterns } from "../../support/patterns.ts";

const { patterns } = bundledPatterns();
const index = createPatternIndex({ patterns, categories: bundledPatterns().categories });

test("tools of every kind that ordinary hosts run", () => {
  expect(patterns.length).toBeGreaterThanOrEqual(200);
  expect(new Set(patterns.map(({ category }) => category)).size).toBeGreaterThanOrEqual(20);
});

describe("what a module switches on", () => {
  const all = patterns.flatMap((pattern) => (pattern.implies ?? []).map((one) => [pattern.id, one] as const));

  test.each(all)("%s: an option of the other tool, from a module of NixOS", (id, { tool, sets, source }) => {
    const target = index.byId(tool);
    const options = target?.detect.options ?? [];
    const fits = (option: string) => {
      const pattern = option.split(".");
      const path = (sets ?? "").split(".");
      return pattern.length === path.length && pattern.every((part, at) => part === "*" || part === path[at]);
    };
    if (sets === undefined) expect(options.some((option) => !option.includes("*"))).toBe(true);
    else expect(options.filter(fits)).not.toEqual([]);
    expect(index.byId(id)?.sources[source]?.url).toMatch(/^https:\/\/github\.com\/NixOS\/nixpkgs\/blob\/.*\.nix$/);
  });

  test("nobody brings itself, whatever comes between", () => {
    const below = (id: string, seen: ReadonlySet<string>): boolean =>
      (index.byId(id)?.implies ?? []).some(({ tool }) => seen.has(tool) || below(tool, new Set([...seen, tool])));
    expect(patterns.filter(({ id }) => below(id, new Set([id]))).map(({ id }) => id)).toEqual([]);
  });
});

test("two tools share an option only where its package decides between them", () => {
  const shared = patterns.flatMap(({ id, detect }) =>
    detect.options.filter((option) => index.byOption(option).length > 1).map((option) => `${id} ${option}`),
  );
  expect(shared).toEqual([]);
});

test("a package, an image means one tool", () => {
  const several = (names: readonly string[], of: (name: string) => readonly { readonly id: string }[]) =>
    [...new Set(names)].filter((name) => of(name).length > 1).map((name) => `${name}: ${of(name).map(({ id }) => id)}`);
  const packages = patterns.flatMap(({ detect }) => [...detect.packages, ...(detect.variants ?? [])]);
  const images = patterns.flatMap(({ detect }) => detect.images ?? []);
  // rustup brings compilers of its own, and Cargo with them.
  expect(several(packages, index.byVariant)).toEqual(["rustup: cargo,rustup"]);
  expect(several(images, index.byImage)).toEqual([]);
});

test("an image is named as images are looked for, and its data is somewhere in it", () => {
  for (const { id, detect, data } of patterns) {
    for (const image of detect.images ?? []) expect(`${id} ${image}`).not.toMatch(/ docker\.io\/|library\/|:/);
    for (const { inImages = [] } of data) if (inImages.length > 0) expect(detect.images ?? []).not.toEqual([]);
  }
});

test("a name in a path comes from an option", () => {
  for (const { id, data } of patterns) {
    for (const { path, each } of data) if (path.includes("<name>")) expect(`${id} ${each}`).not.toBe(`${id} undefined`);
  }
});

test("data of services with users of their own lies below /var/lib/private", () => {
  for (const { data, sources } of patterns) {
    for (const { path, source } of data) {
      if (sources[source]?.title.includes("DynamicUser")) expect(path).toMatch(/^\/var\/lib\/private\//);
    }
  }
});
