/** A promise that is not kept is told, part by part. */
import { describe, expect, test } from "vitest";
import type { Promised } from "../../../server/core/plan/plan.ts";
import { verifyPromise } from "../../../server/core/plan/verify-promise.ts";
import { btrfsFile } from "../disko/lowered.ts";
import { inputOf } from "./plan-of.ts";

const PROMISED: Promised = {
  filesystems: [
    {
      device: "/dev/vda",
      compress: "compress=zstd:1",
      datacow: true,
      mounts: [
        { mountpoint: "/", noatime: true },
        { mountpoint: "/var/lib/postgresql", noatime: true },
      ],
    },
  ],
  noCopyOnWrite: ["/var/lib/postgresql"],
};

const GOOD = `subvolumes = {
  "@" = { mountpoint = "/"; mountOptions = [ "compress=zstd:1" "noatime" ]; };
  "@pg" = { mountpoint = "/var/lib/postgresql"; mountOptions = [ "compress=zstd:1" "noatime" ]; };
};`;
const LINE = "h /var/lib/postgresql - - - - +C";

async function broken(attributes: string, lines: readonly string[] = [LINE]): Promise<string[]> {
  const input = await inputOf(btrfsFile(attributes), { surroundings: { tmpfiles: { lines, complete: true } } });
  return verifyPromise(PROMISED, input.layout, input.effective, input.surroundings);
}

describe("broken promises", () => {
  test("none", async () => {
    expect(await broken(GOOD)).toEqual([]);
  });

  test.each<[string, string, string]>([
    ["another level", GOOD.replace("zstd:1", "zstd:2"), "main comes to `compress=zstd:2`, not `compress=zstd:1`."],
    [
      "no copy-on-write anywhere",
      GOOD.replace("compress=zstd:1", "nodatacow"),
      "Copy-on-write is off for the whole of main.",
    ],
    ["access times", GOOD.replaceAll('"noatime"', ""), "/ is mounted without `noatime`."],
    [
      "a mount that is not there",
      GOOD.replace("/var/lib/postgresql", "/var/lib/mysql"),
      "Nothing of main is mounted at /var/lib/postgresql.",
    ],
    [
      "options that are not known",
      GOOD.replace('[ "compress=zstd:1" "noatime" ]', "common"),
      "What is in effect on the btrfs on main is not certain.",
    ],
  ])("%s", async (_, attributes, sentence) => {
    expect(await broken(attributes)).toContain(sentence);
  });

  test("nothing sets the attribute", async () => {
    expect(await broken(GOOD, [])).toEqual(["Nothing turns copy-on-write off for /var/lib/postgresql."]);
    expect(await broken(GOOD, ["d /var/lib/postgresql 0750 postgres postgres"])).toHaveLength(1);
    expect(await broken(GOOD, ["h /var - - - - +C"])).toHaveLength(1);
    expect(await broken(GOOD, ["H+ /var/lib/postgresql - - - - +AC"])).toEqual([]);
  });

  test("the filesystem is gone", async () => {
    expect(await broken('mountpoint = "/elsewhere";')).toContain("The btrfs on /dev/vda is gone.");
  });
});
