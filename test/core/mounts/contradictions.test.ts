import { expect, test } from "vitest";
import { contradictionsIn } from "../../../server/core/mounts/contradictions.ts";
import { options } from "./make-layout.ts";

function show(...list: string[]): string[] {
  return contradictionsIn(options(...list)).map((one) => {
    const sign = one.kind === "undone" ? (one.neutral ? "<" : "<?") : one.kind;
    return `${one.loser.text} ${sign} ${one.winner.text}`;
  });
}

test.each([
  [["ssd", "nossd"], ["ssd < nossd"]],
  [["nossd", "ssd_spread"], ["nossd < ssd_spread"]],
  [["ssd_spread", "nossd"], ["ssd_spread < nossd"]],
  [["compress=zstd", "nodatacow"], ["compress=zstd < nodatacow"]],
  [["nodatacow", "compress=zstd"], ["nodatacow < compress=zstd"]],
  [["nodatacow", "datasum"], ["nodatacow < datasum"]],
  [
    ["compress=zstd", "nodatacow", "datasum"],
    ["compress=zstd < nodatacow", "nodatacow <? datasum"],
  ],
  [["nodatacow", "datacow"], ["nodatacow half-undone datacow"]],
  [["compress=zstd", "nodatasum"], ["compress=zstd not-compressed nodatasum"]],
  [["compress=zstd:1", "compress=zstd:9"], ["compress=zstd:1 < compress=zstd:9"]],
  [["compress=zstd", "compress=zstd:3"], ["compress=zstd:3 repeated compress=zstd"]],
  [["compress=zstd", "compress-force=zstd"], ["compress=zstd < compress-force=zstd"]],
  [["noatime", "relatime"], ["relatime < noatime"]],
  [["relatime", "noatime"], ["relatime < noatime"]],
  [["noatime", "noatime"], ["noatime repeated noatime"]],
  [["ro", "rw"], ["ro < rw"]],
  [["noexec", "exec"], ["noexec < exec"]],
  [["commit=5", "commit=60"], ["commit=5 < commit=60"]],
  [["auto", "noauto"], ["auto < noauto"]],
])("%j", (list, contradictions) => {
  expect(show(...list)).toEqual(contradictions);
});

test.each([
  [["compress=zstd", "noatime", "nodiratime", "ssd", "discard=async", "space_cache=v2"]],
  [["defaults", "noexec"]],
  [["user", "exec"]],
  [["users", "user"]],
  [["ssd", "ssd_spread"]],
  [["nodatasum", "nodatacow"]],
  [["nodatacow", "compress=no"]],
  [["x-systemd.requires=a", "x-systemd.requires=b", "device=/dev/a", "device=/dev/b"]],
  [["ro", "rescue=nologreplay", "rescue=ibadroots"]],
  [["bogus", "nobogus", "compress=nope", "compress=zstd"]],
])("%j is no contradiction", (list) => {
  expect(show(...list)).toEqual([]);
});
