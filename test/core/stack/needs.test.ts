import { describe, expect, test } from "vitest";
import type { DataPath, Pattern } from "../../../server/core/patterns/pattern.ts";
import { createPatternIndex } from "../../../server/core/patterns/pattern-index.ts";
import { type Intensity, NO_SELECTION } from "../../../server/core/settings.ts";
import { asksOf } from "../../../server/core/stack/asks.ts";
import { detectToolstack } from "../../../server/core/stack/detect.ts";
import { bytesOf } from "../../../server/core/stack/need-weights.ts";
import { needsOf } from "../../../server/core/stack/needs.ts";
import { NO_PLACES } from "../../../server/core/stack/places.ts";
import { patternWith, SAMPLE } from "./sample-patterns.ts";

type Io = NonNullable<DataPath["io"]>;

function needs(pattern: Pattern, intensity: Readonly<Record<string, Intensity>> = {}) {
  const index = createPatternIndex(SAMPLE, { patterns: [pattern], categories: [] });
  const selection = { ...NO_SELECTION, tools: [pattern.id], exclude: ["logs"], workload: { intensity } };
  return needsOf(detectToolstack({ host: undefined, index, selection, places: NO_PLACES }).toolstack);
}

/** Each need as `aspect value weight`. */
function asked(data: Partial<DataPath>, intensity: Readonly<Record<string, Intensity>> = {}): string[] {
  return needs(patternWith("mariadb", data), intensity).map(
    ({ want, weight }) => `${want.aspect} ${want.value} ${weight}`,
  );
}

const is = <T>(value: T) => ({ is: value, source: "manual" });
const APPENDS: Io = { writes: is("append") };

describe("what the facts ask for", () => {
  test.each<[string, Partial<DataPath>, string[]]>([
    ["a database of which little is known", {}, ["copy-on-write off 5", "copy-on-write on 6", "snapshots kept 5"]],
    [
      "a database that forces small pages into large files",
      { io: { sync: is("every-write"), writeSize: is("8K"), fileSize: is("1G") } },
      ["copy-on-write off 9", "copy-on-write on 6", "snapshots kept 5"],
    ],
    [
      "a small one that hardly syncs",
      { io: { sync: is("rare"), writeSize: is("4K"), fileSize: is("2M") } },
      ["copy-on-write off 2", "copy-on-write on 6", "snapshots kept 5"],
    ],
    [
      "the disk of a machine",
      { role: "image", io: { churn: is("high") } },
      ["copy-on-write off 9", "copy-on-write on 5", "snapshots excluded 7"],
    ],
    ["state that is appended to", { io: APPENDS }, []],
    ["a log", { role: "log", io: APPENDS }, ["snapshots kept 4"]],
    ["a cache", { role: "cache", io: APPENDS }, ["snapshots excluded 4", "access-time off 3"]],
    [
      "a store that grows fast, of small files that are mostly read",
      { role: "store", io: { ...APPENDS, growth: is("fast"), fileSize: is("64K"), readShare: is(0.9) } },
      ["snapshots excluded 6", "access-time off 5"],
    ],
    [
      "a store that is mostly written",
      { role: "store", io: { ...APPENDS, fileSize: is("64K"), readShare: is(0.1) } },
      ["snapshots excluded 5", "access-time off 3"],
    ],
    ["what shrinks well", { io: { ...APPENDS, compressibility: is("high") } }, ["compression on 6"]],
    ["what shrinks", { io: { ...APPENDS, compressibility: is("medium") } }, ["compression on 4"]],
    ["what does not", { io: { ...APPENDS, compressibility: is("none") } }, ["compression indifferent 1"]],
  ])("%s", (_, data, expected) => {
    expect(asked(data)).toEqual(expected);
  });

  test("intensity of the tool counts before that of its category", () => {
    const weight = (intensity: Readonly<Record<string, Intensity>>) => asked({}, intensity)[0];
    expect(weight({ database: "heavy" })).toBe("copy-on-write off 7");
    expect(weight({ database: "heavy", mariadb: "light" })).toBe("copy-on-write off 3");
    expect(weight({ editor: "heavy" })).toBe("copy-on-write off 5");
  });

  test("no weight leaves 1 to 10", () => {
    const io: Io = { sync: is("never"), fileSize: is("1K"), churn: is("low") };
    expect(asked({ io }, { mariadb: "light" })[0]).toBe("copy-on-write off 1");
    const most: Io = { sync: is("every-write"), fileSize: is("1G"), writeSize: is("4K"), churn: is("high") };
    expect(asked({ role: "image", io: most }, { mariadb: "heavy" })[0]).toBe("copy-on-write off 10");
  });
});

describe("reasons", () => {
  test("are sentences with sources, the tool's first", () => {
    const io: Io = { sync: is("every-write"), writeSize: is("16K") };
    const [off, on] = needs(patternWith("mariadb", { io }));
    expect(off?.reasons.map(({ text }) => text)).toEqual([
      "Like others of its kind, MariaDB overwrites parts of existing files in place.",
      "MariaDB writes in units of 16K.",
      "MariaDB forces every write to the disk.",
      "btrfs writes every overwritten block to a new place, with its checksum; without copy-on-write it stays where it is.",
    ]);
    expect(on?.reasons[0]?.text).toBe("MariaDB keeps tables there, which cannot be made again.");
  });

  test("every need has one, and every reason an address", () => {
    const all = SAMPLE.patterns.flatMap((pattern) => needs(pattern));
    expect(all.length).toBeGreaterThan(8);
    for (const { reasons } of all) {
      expect(reasons.length).toBeGreaterThan(0);
      for (const { text, source } of reasons) {
        expect(text).toMatch(/^[A-Zb].*\.$/);
        expect(source.url).toMatch(/^https:\/\//);
      }
    }
  });
});

test("sizes", () => {
  expect(["512", "8K", "1.5M", "1G", "2T"].map(bytesOf)).toEqual([512, 8192, 1572864, 1024 ** 3, 2 * 1024 ** 4]);
});

test("what a tool asks of any disk, in sentences", () => {
  const index = createPatternIndex(SAMPLE);
  const [postgresql] = SAMPLE.patterns.filter(({ id }) => id === "postgresql");
  const lines = postgresql ? asksOf(index)(postgresql) : [];
  expect(lines[0]).toMatch(/^`\/var\/lib\/postgresql`: no copy-on-write \(9 of 10\)\. .*PostgreSQL overwrites parts/);
  expect(lines.map((line) => /: ([^(]*) \(/.exec(line)?.[1])).toEqual([
    "no copy-on-write",
    "copy-on-write and checksums",
    "kept when the system is rolled back",
    "compression",
  ]);
});
