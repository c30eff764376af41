/**
 * What we say is in effect, and what the kernel does: random layouts are written as Nix, read by the whole pipeline, and
 * mounted for real in disko's order. Needs root and btrfs; says so where it cannot run.
 */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lowerLayout } from "../../server/core/disko/lower.ts";
import { checkOption } from "../../server/core/mounts/check-option.ts";
import { computeEffective } from "../../server/core/mounts/compute-effective.ts";
import type { FilesystemState } from "../../server/core/mounts/effective.ts";
import { writeCompression } from "../../server/core/mounts/fold.ts";
import { splitEntry } from "../../server/core/mounts/mount-option.ts";
import { createParser } from "../../server/core/nix/syntax/parser.ts";
import { createEvaluator } from "../../server/core/nix/values/evaluate.ts";
import { grammarBytes } from "../support/grammar.ts";
import { memoryFiles } from "../support/memory-files.ts";
import { type BtrfsImage, createBtrfsImage, type MountRequest, whyNoKernel } from "./btrfs-image.ts";

const why = whyNoKernel();
if (why) console.warn(`\n*** SKIPPED: nothing was compared with a real kernel, because ${why} ***\n`);

const parser = await createParser(await grammarBytes());
const RUNS = 60;

const option = fc.constantFrom(
  ...[
    "compress",
    "compress=zstd",
    "compress=zstd:1",
    "compress=zstd:19",
    "compress=lzo",
    "compress=zlib:9",
    "compress=no",
  ],
  ...["compress-force=zstd:5", "nodatacow", "datacow", "nodatasum", "datasum", "autodefrag", "noautodefrag"],
  ...["commit=120", "flushoncommit", "noatime", "relatime", "nodev", "nosuid", "x-gvfs-hide", "user_subvol_rm_allowed"],
  ...["compress=zstd,noatime", "nodatacow,compress=zstd", "noacl", "notreelog", "skip_balance", "max_inline=1024"],
);
const mountpoints = fc.subarray(["/home", "/nix", "/var/log", "/srv", "/.snapshots"]);

/** "/" is always there: without it the deciding mount depends on the rest of the host. */
const layouts = mountpoints.chain((others) =>
  fc.tuple(
    ...["/", ...others].map((mountpoint) =>
      fc.array(option, { maxLength: 3 }).map((options): Wanted => ({ mountpoint, options })),
    ),
  ),
);

interface Wanted {
  readonly mountpoint: string;
  readonly options: readonly string[];
}

function asNix(mounts: readonly Wanted[]): string {
  const subvolumes = mounts.map(({ mountpoint, options }) => {
    const list = options.map((text) => `"${text}"`).join(" ");
    return `"${nameOf(mountpoint)}" = { mountpoint = "${mountpoint}"; mountOptions = [ ${list} ]; };`;
  });
  return `{
  disko.devices.disk.main = {
    device = "/dev/vda";
    content = { type = "btrfs"; subvolumes = { ${subvolumes.join(" ")} }; };
  };
}`;
}

function nameOf(mountpoint: string): string {
  return `@${mountpoint.replaceAll("/", "_")}`;
}

function stateOf(nix: string): FilesystemState | undefined {
  const files = memoryFiles({ "/disko.nix": nix });
  const root = createEvaluator({ parse: parser.parse, files }).evaluateRoot("/disko.nix");
  const layout = lowerLayout({ path: "/disko.nix", root, text: () => nix });
  return layout && computeEffective(layout).filesystems[0]?.state;
}

/** The part of the superblock options that does not depend on the machine. */
function told(state: FilesystemState): string[] {
  const shown: string[] = [];
  if (state.compress !== "off") shown.push(writeCompression(state.compress));
  if (!state.datacow) shown.push("nodatacow");
  if (!state.datasum) shown.push("nodatasum");
  for (const flag of ["autodefrag", "flushoncommit", "user_subvol_rm_allowed", "skip_balance"]) {
    if (state.others.get(flag) === "on") shown.push(flag);
  }
  for (const flag of ["acl", "treelog"]) if (state.others.get(flag) === "off") shown.push(`no${flag}`);
  if ((state.others.get("commit") ?? "30") !== "30") shown.push(`commit=${state.others.get("commit")}`);
  if ((state.others.get("max_inline") ?? "2048") !== "2048") shown.push(`max_inline=${state.others.get("max_inline")}`);
  return shown.sort();
}

const MACHINE = /^(rw|ro|ssd|discard(=.*)?|space_cache(=.*)?|subvol=.*|subvolid=.*|relatime)$/;

describe.skipIf(why !== undefined)("the real kernel", () => {
  let image: BtrfsImage;
  beforeAll(() => {
    image = createBtrfsImage(["/", "/home", "/nix", "/var/log", "/srv", "/.snapshots"].map(nameOf));
  });
  afterAll(() => image?.remove());

  test("uses on every mount what we say is in effect", () => {
    fc.assert(
      fc.property(layouts, (mounts) => {
        const state = stateOf(asNix(mounts));
        if (!state) throw new Error("with / on the filesystem the state must be known");
        // disko mounts in byte order of the mountpoints, which puts "/" first.
        const requests = mounts
          .map(({ mountpoint, options }): MountRequest => ({ subvolume: nameOf(mountpoint), mountpoint, options }))
          .sort((a, b) => (a.mountpoint < b.mountpoint ? -1 : 1));
        for (const outcome of image.mountAll(requests)) {
          if (!outcome.ok) throw new Error(`the kernel refused: ${outcome.error}`);
          expect(outcome.superblock.filter((text) => !MACHINE.test(text)).sort()).toEqual(told(state));
        }
      }),
      { numRuns: RUNS },
    );
  });

  test.each([
    ...[
      "compress=zstd:3",
      "compress=zsdt",
      "compress=lz4",
      "compress=zstd:foo",
      "nodirtime",
      "autodefrag=1",
      "commit=foo",
    ],
    ...[
      "inode_cache",
      "recovery",
      "noatime",
      "commit=30s",
      "discard=async",
      "discard=on",
      "thread_pool=0",
      "nodatacow=1",
    ],
    ...["x-systemd.automount", "nofail", "X-mount.mkdir", "lazytime", "ssd_spread", "rescue=foo", "check_int", "dax"],
  ])("takes or refuses `%s` as we say", (text) => {
    const entry = { value: text, at: { path: "/", span: { start: 0, end: 0 } }, certain: true, literal: false };
    const [piece] = splitEntry(entry);
    if (!piece) throw new Error("an option is not empty");
    const verdict = checkOption(piece);
    const fails =
      verdict.kind === "unknown" ||
      verdict.kind === "bad-value" ||
      ((verdict.kind === "removed" || verdict.kind === "not-yet") && verdict.effect === "fails");
    const [outcome] = image.mountAll([{ subvolume: nameOf("/"), mountpoint: "/", options: [text] }]);
    expect(outcome?.ok).toBe(!fails);
  });
});
