/** What cannot be known is not planned for, and the place and the reason are told. */
import { describe, expect, test } from "vitest";
import { computeEffective } from "../../../server/core/mounts/compute-effective.ts";
import { makePlan } from "../../../server/core/plan/make-plan.ts";
import { btrfsFile, sourceOf } from "../disko/lowered.ts";
import { inputOf, planOf } from "./plan-of.ts";

const CASES: readonly [what: string, file: string, at: string, why: string][] = [
  [
    "options that come from outside",
    btrfsFile('subvolumes = { "@" = { mountpoint = "/"; mountOptions = common; }; };', "{ common, ... }: "),
    "mountOptions",
    "not all mount options of @ are known",
  ],
  [
    "an option under a condition",
    btrfsFile(
      'subvolumes = { "@" = { mountpoint = "/"; mountOptions = [ "noatime" ] ++ lib.optional ssd "commit=60"; }; };',
      "{ lib, ssd, ... }: ",
    ),
    '"commit=60"',
    "`commit=60` of @ stands under a condition",
  ],
  [
    "a mount point that is not known",
    btrfsFile('subvolumes = { "@" = { mountpoint = "/"; }; "@x" = { mountpoint = where; }; };', "{ where, ... }: "),
    "where",
    "where @x is mounted is not known",
  ],
  [
    "subvolumes that are not known",
    btrfsFile('subvolumes = { "@" = { mountpoint = "/"; }; } // more;', "{ more, ... }: "),
    "",
    "`main`",
  ],
  [
    "a subvolume under a condition",
    btrfsFile(
      'subvolumes = lib.mkMerge [ { "@" = { mountpoint = "/"; }; } (lib.mkIf big { "@x" = { mountpoint = "/x"; }; }) ];',
      "{ lib, big, ... }: ",
    ),
    "",
    "under a condition that is not known",
  ],
  [
    "a mount that fails",
    btrfsFile('subvolumes = { "@" = { mountpoint = "/"; mountOptions = [ "compres=zstd" ]; }; };'),
    '"compres=zstd"',
    "with `compres=zstd` the mount of @ fails; that comes first",
  ],
  [
    "two mounts at one place",
    btrfsFile('subvolumes = { "@" = { mountpoint = "/"; }; "@b" = { mountpoint = "/"; }; };'),
    "",
    "@ and @b are mounted at the same place",
  ],
  ["no mounts at all", btrfsFile('subvolumes = { "@" = { }; };'), "", "disko mounts no part of it"],
];

describe("nothing is planned", () => {
  test.each(CASES)("%s", async (_, file, at, why) => {
    const plan = await planOf(file, { priority: "performance", tools: ["postgresql"] });
    const [refusal] = plan.refusals;
    expect(refusal?.why).toContain(why);
    const snippet = why.includes("mounts no part") ? undefined : 'mountOptions = [ "compress=zstd:1" "noatime" ];';
    expect(refusal?.snippet).toBe(snippet);
    if (at !== "") expect(refusal?.at && sourceOf(file, refusal.at)).toBe(at);
    expect(plan.decisions).toEqual([]);
    expect(plan.promise).toEqual({ filesystems: [], noCopyOnWrite: [] });
  });
});

test("another filesystem of the same file is planned for all the same, single directories are not", async () => {
  const file = `{ where, ... }: {
    disko.devices.disk.a = { device = "/dev/a"; content = { type = "btrfs"; subvolumes."@" = { mountpoint = "/"; }; }; };
    disko.devices.disk.b = { device = "/dev/b"; content = { type = "btrfs"; subvolumes."@b" = { mountpoint = where; }; }; };
  }`;
  const plan = await planOf(file, { priority: "performance", tools: ["postgresql"] });
  expect(plan.decisions.map(({ id }) => id)).toEqual(["compression:a", "access-time:a", "scrub"]);
  expect(plan.refusals.map(({ why }) => why)).toEqual([
    expect.stringContaining("where @b is mounted"),
    expect.stringContaining("nothing is planned for single directories"),
  ]);
});

test("options that the host adds beside the layout make what is in effect unknown", async () => {
  const file = btrfsFile('subvolumes = { "@" = { mountpoint = "/"; }; };');
  const { layout, ...input } = await inputOf(file);
  const added = { name: "/", mountpoint: "/", device: undefined, fsType: "btrfs", options: ["compress=lzo"] };
  const host = { kind: "known", fileSystems: [{ ...added, depends: [], neededForBoot: false }] } as const;
  const plan = makePlan({ ...input, layout, effective: computeEffective(layout, undefined, host) });
  expect(plan.refusals.map(({ why }) => why)).toEqual([expect.stringContaining("adds options to @")]);
  expect(plan.decisions).toEqual([]);
});
