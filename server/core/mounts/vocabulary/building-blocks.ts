/** Small pieces that the lists of the vocabulary are written with. */
import type { OptionDescription, Spelling } from "./option-description.ts";

export const BTRFS_MAN = "https://btrfs.readthedocs.io/en/latest/btrfs-man5.html#mount-options";
export const MOUNT_MAN = "https://man7.org/linux/man-pages/man8/mount.8.html";
export const SYSTEMD_MAN = "https://man7.org/linux/man-pages/man5/systemd.mount.5.html";
export const U32_MAX = 4_294_967_295n;
export const U64_MAX = 18_446_744_073_709_551_615n;

/** A flag and its negation. */
export function toggle(on: string, off: string): readonly Spelling[] {
  return [{ name: on, value: { kind: "flag" }, sets: "on" }, inverse(off)];
}

/** A flag that turns its setting off. */
export function inverse(name: string): Spelling {
  return { name, value: { kind: "flag" }, sets: "off" };
}

/** A flag of btrfs that has no negation. */
export function flag(name: string, meaning: string, more: Partial<OptionDescription> = {}): OptionDescription {
  return {
    setting: name,
    spellings: [{ name, value: { kind: "flag" }, sets: "on" }],
    scope: "filesystem",
    values: "",
    default: "off",
    defaultValue: "off",
    meaning,
    sources: [BTRFS_MAN],
    ...more,
  };
}
