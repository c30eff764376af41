import { describe, expect, test } from "vitest";
import { checkOption } from "../../../server/core/mounts/check-option.ts";
import { MEASURED_KERNEL } from "../../../server/core/mounts/vocabulary.ts";
import type { KernelVersion } from "../../../server/core/settings.ts";
import { options } from "./make-layout.ts";
import measured from "./measured-options.json" with { type: "json" };

/** `zstdfoo → bad-value compress=zstd`: the verdict, and what to write instead. */
function verdictOf(text: string, kernel?: KernelVersion): string {
  const [option] = options(text);
  if (option === undefined) return "empty";
  const verdict = checkOption(option, kernel);
  switch (verdict.kind) {
    case "unknown":
    case "bad-value":
      return [verdict.kind, verdict.better?.text, verdict.better?.certain ? "certain" : ""].filter(Boolean).join(" ");
    case "clamped":
      return `clamped ${verdict.to}`;
    case "removed":
      return `removed ${verdict.effect}${verdict.replacement ? ` ${verdict.replacement}` : ""}`;
    case "not-yet":
      return `not-yet ${verdict.effect} ${verdict.since.major}.${verdict.since.minor}`;
    default:
      return verdict.kind;
  }
}

const FAILS = ["unknown", "bad-value", "removed"];

describe("what Linux 6.18 did with real mounts", () => {
  test.each(measured.accepted.map(({ options: list }) => list))("takes %s", (list) => {
    const verdicts = options(list).map((option) => checkOption(option, MEASURED_KERNEL).kind);
    expect(verdicts.filter((kind) => FAILS.includes(kind))).toEqual([]);
  });

  /** Refusals that do not lie in the option itself: another device, another option, a kernel built otherwise, a blank. */
  const NOT_BY_ITSELF =
    /must be used with ro|cannot disable free-space-tree|mount\(2\) system call failed|permission denied|MNT: filesystem was mounted|Unknown parameter '(fragment|ref_verify)'/;
  const refused = measured.refused.filter(({ options: list, error }) => !NOT_BY_ITSELF.test(error) && !/\s/.test(list));
  test.each(refused)("refuses $options", ({ options: list, error }) => {
    const verdicts = options(list).map((option) => checkOption(option, MEASURED_KERNEL).kind);
    const unknownName = error.includes("Unknown parameter") && !list.includes("=1") && !list.startsWith("nodiscard");
    expect(verdicts.some((kind) => FAILS.includes(kind))).toBe(true);
    if (unknownName) expect(verdicts.some((kind) => kind === "unknown" || kind === "removed")).toBe(true);
  });
});

describe("unknown names", () => {
  test.each([
    ["nodirtime", "unknown nodiratime certain"],
    ["Noatime", "unknown noatime certain"],
    ["noatme", "unknown noatime certain"],
    ["compres=zstd", "unknown compress=zstd certain"],
    ["compression=zstd", "unknown compress=zstd"],
    ["compress_force=lzo", "unknown compress-force=lzo certain"],
    ["nocompress", "unknown compress=no"],
    ["async_discard", "unknown discard=async"],
    ["systemd.automount", "unknown x-systemd.automount"],
    ["compress:zstd", "unknown compress=zstd certain"],
    ["commit:60", "unknown commit=60 certain"],
    ["zstd:3", "unknown compress=zstd:3"],
    ["space_cahce=v2", "unknown space_cache=v2 certain"],
    ["discrad", "unknown discard certain"],
    ["flushncomit", "unknown flushoncommit"],
    ["usr_subvl_rm_alowed", "unknown"],
    ["atuodefrga", "unknown"],
    ["bogus", "unknown"],
    ["nodegraded", "unknown"],
    ["dax", "unknown"],
    ["quota", "unknown"],
  ])("%s is %s", (text, verdict) => {
    expect(verdictOf(text)).toBe(verdict);
  });

  test("the option of another filesystem is named as such", () => {
    expect(checkOption({ text: "data=ordered", name: "data", value: "ordered" })).toEqual({
      kind: "unknown",
      better: undefined,
      note: "It is an option of other filesystems, not of btrfs.",
    });
  });
});

describe("values", () => {
  test.each([
    ["compress=ZSTD", "bad-value compress=zstd certain"],
    ["compress=zstd3", "bad-value compress=zstd:3 certain"],
    ["compress=zstd-3", "bad-value compress=zstd:3 certain"],
    ["compress-force=zstd=3", "bad-value compress-force=zstd:3 certain"],
    ["compress=zstd:foo", "bad-value compress=zstd"],
    ["compress=off", "bad-value compress=no certain"],
    ["compress=ztsd", "bad-value compress=zstd"],
    ["compress=zst", "bad-value compress=zstd"],
    ["compress=lz4", "bad-value compress=lzo"],
    ["compress=yes", "bad-value"],
    ["commit=30s", "bad-value commit=30 certain"],
    ["commit=08", "bad-value"],
    ["commit=-1", "bad-value"],
    ["discard=ASYNC", "bad-value discard=async certain"],
    ["discard=on", "bad-value"],
    ["autodefrag=1", "bad-value autodefrag"],
    ["datacow=no", "bad-value"],
    ["rescue=usebackuproot:nologreplay", "bad-value rescue=usebackuproot,rescue=nologreplay"],
    ["compress=zstd:16", "clamped compress=zstd:15"],
    ["compress=zstd:-16", "clamped compress=zstd:-15"],
    ["compress-force=zlib:10", "clamped compress-force=zlib:9"],
    ["compress=lzo:9", "clamped compress=lzo"],
    ["max_inline=1M", "clamped max_inline=4096"],
    ["max_inline=foo", "clamped max_inline=0"],
    ["max_inline=2KB", "ok"],
    ["commit=0x10", "ok"],
  ])("%s is %s", (text, verdict) => {
    expect(verdictOf(text)).toBe(verdict);
  });
});

describe("kernels", () => {
  test.each([
    ["recovery", 6, 18, "removed fails rescue=usebackuproot"],
    ["recovery", 6, 6, "deprecated"],
    ["nologreplay", 6, 15, "deprecated"],
    ["nologreplay", 6, 16, "removed fails rescue=nologreplay"],
    ["usebackuproot", 6, 18, "deprecated"],
    ["usebackuproot", 7, 3, "removed fails rescue=usebackuproot"],
    ["inode_cache", 6, 18, "removed fails"],
    ["inode_cache", 6, 1, "deprecated"],
    ["compress=zstd:-3", 6, 12, "not-yet default 6.15"],
    ["compress=zstd:-3", 6, 18, "ok"],
    ["compress=zstdfoo", 6, 12, "clamped compress=zstd:3"],
    ["discard=async", 5, 4, "not-yet fails 5.6"],
    ["rescue=imetacsums", 6, 6, "not-yet fails 6.12"],
    ["nosymfollow", 5, 4, "not-yet fails 5.10"],
  ])("%s on %i.%i is %s", (text, major, minor, verdict) => {
    expect(verdictOf(text, { major, minor })).toBe(verdict);
  });
});

describe("where no kernel is known, what is said holds on the oldest as on the measured one", () => {
  test.each([
    ["compress=zstd:-3", "not-yet default 6.15"],
    ["compress=zstd:3", "ok"],
    ["compress=zstd:16", "clamped compress=zstd:15"],
    ["compress=zstd3", "bad-value compress=zstd:3 certain"],
    ["nologreplay", "removed fails rescue=nologreplay"],
    ["discard=async", "ok"],
    ["rescue=imetacsums", "ok"],
  ])("%s is %s", (text, verdict) => {
    expect(verdictOf(text)).toBe(verdict);
  });

  test("with the kernel from which on it holds", () => {
    expect(checkOption({ text: "compress=zstd3", name: "compress", value: "zstd3" })).toMatchObject({
      since: { major: 6, minor: 18 },
    });
  });
});

describe("never a false alarm", () => {
  test.each([
    "x-gvfs-hide",
    "x-systemd.device-timeout=10s",
    "X-fstrim.notrim",
    "comment=systemd.automount",
    "noacl",
    "subvolid=5",
    "rw",
    "fragment=data",
    "ref_verify",
    "noatime=recursive",
    "ro=vfs",
    'context="system_u:object_r:tmp_t:s0:c127,c456"',
  ])("%s", (text) => {
    expect(options(text).map((option) => checkOption(option).kind)).toEqual(options(text).map(() => "ok"));
  });
});
