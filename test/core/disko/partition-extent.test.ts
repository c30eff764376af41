/** Where sgdisk puts partitions: what it did on an empty disk of 4 GiB (sgdisk 1.0.9), call after call as disko makes them. */
import { expect, test } from "vitest";
import {
  BOUNDLESS,
  failureOnEveryDisk,
  placePartitions,
  requestOf,
} from "../../../server/core/disko/partition-extent.ts";
import { partitionsInOrder } from "../../../server/core/disko/partition-order.ts";
import { readPlace, sizeText } from "../../../server/core/disko/sgdisk-place.ts";
import { lowered } from "./lowered.ts";

async function requests(partitions: string) {
  const layout = await lowered(
    `{ disko.devices.disk.main = { device = "/dev/vda"; content = { type = "gpt"; partitions = { ${partitions} }; }; }; }`,
  );
  const table = layout.objects[0]?.children[0];
  const order = table && partitionsInOrder(table);
  return order?.flatMap((one) => requestOf(one) ?? []) ?? [];
}

/** `FIRST-LAST` of each partition, `refused` at the end where sgdisk gave up. */
async function placed(partitions: string, bytes = 4 * 2 ** 30): Promise<string> {
  const placement = placePartitions(await requests(partitions), bytes);
  const extents = placement.placed.map(({ first, last }) => `${first}-${last}`);
  return [...extents, ...(placement.refused ? ["refused"] : [])].join(" ");
}

test.each([
  ['a = { size = "512M"; };', "2048-1050623"],
  ['a = { size = "100"; };', "2048-2147"],
  ['a = { size = "100%"; };', "2048-8386559"],
  ['a = { size = "4094M"; };', "2048-8386559"],
  ['a = { size = "4095M"; };', "refused"],
  ['a = { end = "512M"; };', "2048-1048576"],
  ['a = { end = "1GB"; };', "2048-2097152"],
  ['a = { end = "-1G"; };', "2048-6289407"],
  ['a = { end = "100%"; };', "refused"],
  ['a = { end = "+1.5G"; };', "2048-2048"],
  ['a = { end = "+0.5G"; };', "2048-8386559"],
  ['a = { start = "-1G"; size = "100M"; };', "6287360-6494206"],
  ['a = { start = "34"; size = "100M"; };', "2048-204833"],
  ['a = { start = "512M"; end = "100M"; };', "refused"],
  ['a = { start = "1M"; end = "512M"; }; b = { start = "512M"; end = "-0"; };', "2048-1048576 refused"],
  [
    'a = { start = "2G"; size = "1G"; }; b = { end = "-0"; }; c = { size = "512M"; };',
    "4194304-6291455 2048-4194303 6291456-7340031",
  ],
  [
    'a = { start = "34s"; end = "2047s"; }; b = { size = "1G"; }; c = { end = "-0"; };',
    "34-2047 2048-2099199 2099200-8388573",
  ],
])("%s", async (partitions, extents) => {
  expect(await placed(partitions)).toBe(extents);
});

test("what depends on the size of the disk is no failure on every disk", async () => {
  expect(failureOnEveryDisk(await requests('a = { size = "900T"; };'))).toBeUndefined();
  const late = await requests('a = { start = "1T"; size = "1G"; }; b = { size = "100G"; };');
  expect(failureOnEveryDisk(late)).toBeUndefined();
  const clash = await requests('a = { start = "1G"; size = "1G"; }; b = { start = "1G"; size = "1G"; };');
  expect(failureOnEveryDisk(clash)?.refused?.partition.name).toBe("b");
});

test("nothing is asked for a partition that is not known", async () => {
  expect(await requests('a = { size = import ./size.nix; }; b = { size = "1G"; };')).toEqual([]);
});

test("sizes are read as sgdisk reads them, and said in its units", () => {
  expect(readPlace("1GiB")).toEqual({ sign: "", sectors: 2 ** 21, unread: "" });
  expect(readPlace("+3k")).toEqual({ sign: "+", sectors: 6, unread: "" });
  expect(readPlace("50%")).toEqual({ sign: "", sectors: 50, unread: "%" });
  expect(readPlace("-0")).toEqual({ sign: "-", sectors: undefined, unread: "" });
  expect(readPlace("")).toEqual({ sign: "", sectors: undefined, unread: "" });
  expect([1, 3, 2048, 976_773_168, BOUNDLESS / 512].map(sizeText)).toEqual([
    "512 bytes",
    "1.5K",
    "1M",
    "465.8G",
    "1024P",
  ]);
});
