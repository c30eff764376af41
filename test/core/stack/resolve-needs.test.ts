import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createPatternIndex } from "../../../server/core/patterns/pattern-index.ts";
import { ENVIRONMENTS, NO_SELECTION, PRIORITIES } from "../../../server/core/settings.ts";
import { detectToolstack } from "../../../server/core/stack/detect.ts";
import type { Need, Want } from "../../../server/core/stack/need.ts";
import { NO_PLACES } from "../../../server/core/stack/places.ts";
import { type Circumstances, resolveNeeds } from "../../../server/core/stack/resolve-needs.ts";
import { SAMPLE } from "./sample-patterns.ts";

const tool = (() => {
  const index = createPatternIndex(SAMPLE);
  const selection = { ...NO_SELECTION, tools: ["postgresql"] };
  const [found] = detectToolstack({ host: undefined, index, selection, places: NO_PLACES }).toolstack.tools;
  if (!found) throw new Error("no tool");
  return found;
})();

function need(want: Want, weight: number, rest: Partial<Need> = {}): Need {
  const reasons = [{ text: `${want.aspect} ${want.value}.`, source: { url: "https://example.org", title: "x" } }];
  return { path: "/db", want, strength: "prefer", weight, role: "state", tool, user: undefined, reasons, ...rest };
}
const OFF: Want = { aspect: "copy-on-write", value: "off" };
const ON: Want = { aspect: "copy-on-write", value: "on" };
const COMPRESS: Want = { aspect: "compression", value: "on" };
const INDIFFERENT: Want = { aspect: "compression", value: "indifferent" };

const circumstances = (some: Partial<Circumstances>): Circumstances => ({
  priority: "balanced",
  environment: "development",
  snapshotted: () => false,
  mirrored: () => false,
  ...some,
});

/** What holds at /db, as `aspect value`, and the rules. */
function settled(needs: readonly Need[], some: Partial<Circumstances> = {}) {
  const [path] = resolveNeeds(needs, circumstances(some));
  return {
    needs: path?.needs.map(({ want }) => `${want.aspect} ${want.value}`) ?? [],
    rules: path?.settled.map(({ rule }) => rule) ?? [],
  };
}

const DATABASE = [need(OFF, 9), need(ON, 6)];
const mirrored = { mirrored: () => true };
const snapshotted = { snapshotted: () => true };
const notKnown = { snapshotted: () => undefined };
const production = { environment: "production" } as const;

describe("copy-on-write of a database", () => {
  test.each<[string, Partial<Circumstances>, "off" | "on", RegExp]>([
    ["balanced, one device, no snapshots", {}, "off", /^Without snapshots fewer writes/],
    ["balanced, snapshots not known, development", notKnown, "off", /^As far as is known/],
    ["balanced, snapshots not known, production", { ...notKnown, ...production }, "on", /not known/],
    ["balanced, no snapshots, production", production, "off", /^Without snapshots/],
    ["balanced, snapshotted", snapshotted, "on", /each snapshot/],
    ["balanced, mirrored", mirrored, "on", /^On mirrored devices only checksums/],
    ["durability", { priority: "durability" }, "on", /^Under durability/],
    ["space", { priority: "space" }, "on", /^Under space/],
    ["performance", { priority: "performance" }, "off", /^Under performance/],
    ["performance, snapshotted", { priority: "performance", ...snapshotted }, "off", /^Under performance/],
    ["performance, mirrored: bad data would be read", { priority: "performance", ...mirrored }, "on", /^On mirrored/],
  ])("%s", (_, some, value, rule) => {
    const { needs, rules } = settled(DATABASE, some);
    expect(needs).toEqual([`copy-on-write ${value}`]);
    expect(rules).toEqual([expect.stringMatching(rule)]);
  });

  test.each<[number, Partial<Circumstances>, "off" | "on"]>([
    [5, {}, "off"],
    [4, {}, "on"],
    [7, production, "off"],
    [6, production, "on"],
    [3, { priority: "performance" }, "off"],
    [2, { priority: "performance" }, "on"],
  ])("weight %d under %j", (weight, some, value) => {
    expect(settled([need(OFF, weight), need(ON, 6)], some).needs).toEqual([`copy-on-write ${value}`]);
  });

  test("what can be made again needs no checksums, also under durability and on mirrors", () => {
    const cache = [need(OFF, 9, { role: "cache" }), need(ON, 2, { role: "cache" })];
    expect(settled(cache, { priority: "durability" }).needs).toEqual(["copy-on-write off"]);
    expect(settled(cache, mirrored).needs).toEqual(["copy-on-write off"]);
  });

  test("a must comes before every preference", () => {
    const must = [need(OFF, 1, { strength: "must" }), need(ON, 10)];
    expect(settled(must, { priority: "durability" })).toEqual({
      needs: ["copy-on-write off"],
      rules: ["What a tool cannot do without comes before what it gains from."],
    });
  });
});

describe("compression", () => {
  test("goes where copy-on-write goes, but not under space", () => {
    const all = [...DATABASE, need(COMPRESS, 6)];
    expect(settled(all)).toEqual({
      needs: ["copy-on-write off"],
      rules: [expect.stringMatching(/^Without/), "Files without copy-on-write are not compressed."],
    });
    expect(settled(all, { priority: "space" }).needs).toEqual(["copy-on-write on", "compression on"]);
    expect(settled(all, { priority: "durability" }).needs).toEqual(["copy-on-write on", "compression on"]);
  });

  test("does not hold a file back that does not shrink", () => {
    const all = [...DATABASE, need(INDIFFERENT, 1)];
    expect(settled(all, { priority: "space" }).needs).toEqual(["copy-on-write off", "compression indifferent"]);
  });
});

describe("several tools at one path", () => {
  test("the heaviest of one kind stands for all, with the reasons of all", () => {
    const other = { text: "Another.", source: { url: "https://example.org", title: "x" } };
    const [path] = resolveNeeds([need(COMPRESS, 4), need(COMPRESS, 6, { reasons: [other] })], circumstances({}));
    expect(path?.needs).toMatchObject([{ weight: 6, reasons: [{ text: "Another." }, { text: "compression on." }] }]);
    expect(path?.settled).toEqual([]);
  });

  test("kept at a rollback comes before excluded", () => {
    const all = [need({ aspect: "snapshots", value: "excluded" }, 9), need({ aspect: "snapshots", value: "kept" }, 2)];
    expect(settled(all).needs).toEqual(["snapshots kept"]);
  });

  test("paths in order, each by itself", () => {
    const paths = resolveNeeds([need(OFF, 9, { path: "/z" }), need(COMPRESS, 1, { path: "/a" })], circumstances({}));
    expect(paths.map(({ path, needs }) => [path, needs.length])).toEqual([
      ["/a", 1],
      ["/z", 1],
    ]);
  });
});

test("whatever comes in: one need an aspect, nothing that excludes another, nothing made up, the same twice", () => {
  const wants: Want[] = [
    OFF,
    ON,
    COMPRESS,
    INDIFFERENT,
    { aspect: "access-time", value: "off" },
    { aspect: "snapshots", value: "excluded" },
    { aspect: "snapshots", value: "kept" },
  ];
  const anyNeed = fc.record({
    want: fc.constantFrom(...wants),
    weight: fc.integer({ min: 1, max: 10 }),
    strength: fc.constantFrom("must" as const, "prefer" as const),
    role: fc.constantFrom("state" as const, "log" as const, "cache" as const, "store" as const, "image" as const),
    path: fc.constantFrom("/a", "/a/b"),
  });
  const anyCircumstances = fc.record({
    priority: fc.constantFrom(...PRIORITIES),
    environment: fc.constantFrom(...ENVIRONMENTS),
    taken: fc.constantFrom(true, false, undefined),
    twice: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(anyNeed, { maxLength: 12 }), anyCircumstances, (list, { taken, twice, ...choices }) => {
      const all = list.map(({ want, weight, ...rest }) => need(want, weight, rest));
      const here = { ...choices, snapshotted: () => taken, mirrored: () => twice };
      const paths = resolveNeeds(all, here);
      for (const { path, needs } of paths) {
        const aspects = needs.map(({ want }) => want.aspect);
        expect(new Set(aspects).size).toBe(aspects.length);
        const values = needs.map(({ want }) => `${want.aspect} ${want.value}`);
        expect(values.includes("copy-on-write off") && values.includes("compression on")).toBe(false);
        for (const { want, weight } of needs) {
          expect(all.some((one) => one.path === path && one.want === want && one.weight === weight)).toBe(true);
        }
      }
      expect(
        resolveNeeds(
          paths.flatMap(({ needs }) => needs),
          here,
        ).map(({ needs }) => needs),
      ).toEqual(paths.filter(({ needs }) => needs.length > 0).map(({ needs }) => needs));
    }),
  );
});
