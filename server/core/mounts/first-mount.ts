/**
 * Lists with which the first mount of a filesystem fails although each option is right by itself. Later mounts are not
 * asked, so these are for the deciding mount only.
 */
import type { BtrfsFilesystem, Mount } from "../disko/layout.ts";
import { foldOptions, settingIn } from "./fold.ts";
import { mkfsArguments } from "./mkfs-arguments.ts";
import { type MountOption, optionsOf } from "./mount-option.ts";

export type FirstMountFailure =
  /** Asks for the old free space cache on a filesystem that is made with the free space tree. */
  | { readonly kind: "old-space-cache"; readonly option: MountOption }
  /** Asks for a way of rescue that only works read-only. */
  | { readonly kind: "needs-read-only"; readonly option: MountOption };

/** What makes the mount fail; nothing where the list or the way the filesystem is made is not known for certain. */
export function firstMountFailures(mount: Mount, filesystem: BtrfsFilesystem): FirstMountFailure[] {
  const options = optionsOf(mount);
  if (!mount.options.complete || options.some(({ certain }) => !certain)) return [];
  return [...oldSpaceCache(options, filesystem), ...rescueNeedsReadOnly(options)];
}

function oldSpaceCache(options: readonly MountOption[], filesystem: BtrfsFilesystem): FirstMountFailure[] {
  const state = foldOptions(options);
  const option = options.findLast(({ name }) => name === "space_cache" || name === "nospace_cache");
  if (option === undefined || settingIn(state, "space_cache") === "v2" || state.others.has("clear_cache")) return [];
  const made = mkfsArguments(filesystem);
  if (made === undefined || made.some((argument) => argument.includes("free-space-tree"))) return [];
  return [{ kind: "old-space-cache", option }];
}

function rescueNeedsReadOnly(options: readonly MountOption[]): FirstMountFailure[] {
  const last = options.findLast(({ name }) => name === "ro" || name === "rw");
  const wants = options.filter(({ text }) => /^(no(recovery|logreplay)|rescue=(?!usebackuproot).*)$/.test(text));
  return last?.name === "ro" ? [] : wants.map((option) => ({ kind: "needs-read-only", option }));
}
