import { expect, test } from "vitest";
import { judgeForeign } from "../../../server/core/mounts/foreign-options.ts";
import { options } from "./make-layout.ts";

/**
 * Linux 6.18.44, util-linux 2.38: a fresh ext4 and a tmpfs were mounted with each of these; xfs was not (no mkfs at hand), but its
 * kernel code read the options first and named those that it refuses.
 */
const REFUSED = {
  ext4: "discard=async discard=sync discard=on discard=unmap compress compress=zstd compress-force=zstd compress=no subvol=@ subvolid=5 ssd nossd ssd_spread autodefrag noautodefrag space_cache space_cache=v2 nodatacow datacow nodatasum degraded thread_pool=4 user_subvol_rm_allowed flushoncommit notreelog umask=0077 fmask=0077 dmask=0077 max_inline=0 skip_balance",
  xfs: "discard=async discard=sync discard=on discard=unmap compress compress=zstd compress-force=zstd compress=no subvol=@ subvolid=5 ssd nossd ssd_spread autodefrag noautodefrag space_cache space_cache=v2 nodatacow datacow nodatasum degraded thread_pool=4 user_subvol_rm_allowed flushoncommit notreelog umask=0077 fmask=0077 dmask=0077 max_inline=0 skip_balance",
  tmpfs: "size=2GB size=2gb size=2GiB size=2Gi size=0.5G size=1.5G size=-1 compress=zstd discard umask=0077",
} as const;
const TAKEN = {
  ext4: "discard nodiscard commit=60 commit=600 noatime lazytime defaults ro acl barrier nobarrier data=ordered data=writeback errors=remount-ro usrquota",
  xfs: "discard nodiscard noatime lazytime defaults ro",
  tmpfs:
    "size=2G size=50% size=2g size=0 size=2000M size=150% size=2T size=512 mode=755 mode=0755 mode=1777 nr_inodes=1M nr_inodes=1m huge=always noatime uid=0 uid=root gid=users",
} as const;

const cases = (table: Readonly<Record<string, string>>) =>
  Object.entries(table).flatMap(([fsType, list]) => list.split(" ").map((text) => [fsType, text] as const));

function judge(fsType: string | undefined, text: string) {
  return options(text).map((option) => judgeForeign(option, fsType))[0];
}

test.each(cases(REFUSED))("%s refused %s, and so do we", (fsType, text) => {
  expect(judge(fsType, text)).toBeDefined();
});

test.each(cases(TAKEN))("%s took %s, and so do we", (fsType, text) => {
  expect(judge(fsType, text)).toBeUndefined();
});

test.each([
  ["size=2GB", "size=2G"],
  ["size=2GiB", "size=2G"],
  ["size=512mb", "size=512m"],
  ["size=1.5G", "size=1536M"],
  ["size=half", undefined],
])("%s on tmpfs: %s", (text, better) => {
  expect(judge("tmpfs", text)).toEqual({ kind: "size", better });
});

test("options of filesystems that are not known here are let pass", () => {
  for (const fsType of [undefined, "bcachefs", "nfs", "ntfs3", "fuse.sshfs"]) {
    expect(judge(fsType, "compress=zstd")).toBeUndefined();
  }
  expect(judge("ext4", "a-name-that-nobody-knows")).toBeUndefined();
});
