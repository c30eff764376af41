import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FilesystemState } from "../../../server/core/mounts/effective.ts";
import { compresses, foldOptions, sameState, writeCompression } from "../../../server/core/mounts/fold.ts";
import { options } from "./make-layout.ts";
import measured from "./measured-options.json" with { type: "json" };

/** The options that /proc/self/mountinfo would show on the machine that was measured (2 processors, discard, no ssd). */
function superblockOptions(state: FilesystemState, readOnly: boolean): string[] {
  const other = (setting: string, byDefault = "off") => state.others.get(setting) ?? byDefault;
  const shown = [readOnly ? "ro" : "rw"];
  if (state.compress !== "off") shown.push(writeCompression(state.compress));
  if (!state.datasum) shown.push("nodatasum");
  if (!state.datacow) shown.push("nodatacow");
  const discard = other("discard", "async");
  if (discard !== "off") shown.push(discard === "sync" ? "discard" : `discard=${discard}`);
  const cache = other("space_cache", "v2");
  shown.push(cache === "off" ? "nospace_cache" : cache === "v1" ? "space_cache" : `space_cache=${cache}`);
  if (other("ssd_spread") === "on") shown.push("ssd_spread");
  else if (state.others.has("ssd")) shown.push(other("ssd") === "on" ? "ssd" : "nossd");
  for (const flag of ["autodefrag", "flushoncommit", "degraded", "user_subvol_rm_allowed", "enospc_debug"]) {
    if (other(flag) === "on") shown.push(flag);
  }
  for (const flag of ["skip_balance", "rescan_uuid_tree", "lazytime", "sync", "dirsync", "mand"]) {
    if (other(flag) === "on") shown.push(flag);
  }
  for (const flag of ["treelog", "barrier", "acl"]) if (other(flag, "on") === "off") shown.push(`no${flag}`);
  const numbers = { commit: "30", thread_pool: "4", max_inline: "2048", metadata_ratio: "0" };
  for (const [name, byDefault] of Object.entries(numbers)) {
    if (other(name, byDefault) !== byDefault) shown.push(`${name}=${other(name)}`);
  }
  if (other("fatal_errors", "bug") !== "bug") shown.push(`fatal_errors=${other("fatal_errors")}`);
  const rescue = other("rescue", "")
    .split(":")
    .filter((part) => part !== "" && part !== "usebackuproot");
  if (rescue.length > 0) shown.push(`rescue=${rescue.join(":")}`);
  return shown.sort();
}

describe("the kernel's folding", () => {
  test.each(measured.accepted)("$options", ({ options: list, superblock }) => {
    const pieces = options(list);
    const readOnly = pieces.findLast(({ name }) => name === "ro" || name === "rw")?.name === "ro";
    expect(superblockOptions(foldOptions(pieces), readOnly)).toEqual(superblock.split(",").sort());
  });
});

test("compression without checksums is shown and does nothing", () => {
  expect(compresses(foldOptions(options("compress=zstd", "nodatasum")))).toBe(false);
  expect(compresses(foldOptions(options("nodatasum", "compress=zstd")))).toBe(true);
});

test("asking for a default is the same as not asking", () => {
  expect(sameState(foldOptions(options("commit=30", "acl", "compress=no")), foldOptions([]))).toBe(true);
  expect(sameState(foldOptions(options("compress=zstd")), foldOptions(options("compress=zstd:3")))).toBe(true);
  expect(sameState(foldOptions(options("ssd")), foldOptions([]))).toBe(false);
});

const anyOption = fc.constantFrom(
  ...["compress=zstd", "compress=lzo", "compress=no", "compress-force", "nodatacow", "datacow", "nodatasum", "datasum"],
  ...["ssd", "nossd", "ssd_spread", "nossd_spread", "discard", "nodiscard", "commit=5", "commit=0", "noatime", "bogus"],
);

test("writing a list twice changes nothing, and what is not filesystem-wide never counts", () => {
  fc.assert(
    fc.property(fc.array(anyOption), (list) => {
      const once = foldOptions(options(...list));
      expect(foldOptions(options(...list, "noatime", "x-foo", "bogus"))).toEqual(once);
      expect(sameState(foldOptions(options(...list, ...list)), once)).toBe(true);
    }),
  );
});
