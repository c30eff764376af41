import { expect, test } from "vitest";
import { computeEffective } from "../../../server/core/mounts/compute-effective.ts";
import { redundancyOf } from "../../../server/core/mounts/redundant-options.ts";
import { type FilesystemSpec, makeLayout, options } from "./make-layout.ts";
import measured from "./measured-options.json" with { type: "json" };

/** `space_cache=v2 (default)`: what of the first mount can go, and why. */
function redundant(mounts: FilesystemSpec["mounts"]): string[] {
  const [filesystem] = computeEffective(makeLayout({ btrfs: [{ mounts }] })).filesystems;
  const [first] = filesystem?.mounts ?? [];
  if (filesystem === undefined || first === undefined) throw new Error("the layout has no mount");
  return first.options.flatMap((option) => {
    const why = redundancyOf(option, first.mount, filesystem);
    return why === undefined ? [] : [`${option.text} (${why.kind})`];
  });
}

/** What /proc/self/mountinfo shows of a btrfs that was mounted without any option, on the machine that was measured. */
const BY_DEFAULT = "rw,discard=async,space_cache=v2";
const single = measured.accepted.filter(({ options: list }) => options(list).length === 1);

test("what is called redundant left no trace in a real mount", () => {
  const called = single.filter(({ options: list }) => redundant({ "/": [list] }).length > 0);
  expect(called.length).toBeGreaterThan(12);
  expect(called.filter(({ superblock }) => superblock !== BY_DEFAULT)).toEqual([]);
});

test.each([
  [["defaults", "noatime"], ["defaults (defaults)"]],
  [["noatime", "nodiratime"], ["nodiratime (covered)"]],
  [["ssd", "ssd_spread"], ["ssd (covered)"]],
  [["nodatacow", "nodatasum"], ["nodatasum (covered)"]],
  [["rw", "compress=zstd"], ["rw (default)"]],
  [["commit=0x1e"], ["commit=0x1e (default)"]],
])("%j: %j", (list, expected) => {
  expect(redundant({ "/": list })).toEqual(expected);
});

test.each([
  [["defaults"]],
  [["ssd", "discard=async", "relatime", "compress=no"]],
  [["user", "exec", "suid", "dev"]],
  // The other one of the pair is what another rule speaks of.
  [["ro", "rw"]],
  [["nodatacow", "datasum"]],
  [["strictatime", "noatime", "nodiratime"]],
])("%j can all stay", (list) => {
  expect(redundant({ "/": list })).toEqual([]);
});

test("a default that another mount would change by a remount is said for good reason", () => {
  expect(redundant({ "/": ["noautodefrag"], "/usr": ["autodefrag"] })).toEqual([]);
  expect(redundant({ "/": ["noautodefrag"], "/usr": ["noautodefrag"] })).toEqual(["noautodefrag (default)"]);
});

test("nothing is redundant in a list that may hold more", () => {
  expect(redundant({ "/": { options: ["defaults", { maybe: "noatime" }] } })).toEqual([]);
  expect(redundant({ "/": { options: ["defaults", "noatime"], incomplete: true } })).toEqual([]);
});
