/** The swap files that disko makes on btrfs, with what holds them. */
import { certainString, stringOr } from "./attribute-value.ts";
import type { BtrfsFilesystem, DiskoObject, Layout, Maybe } from "./layout.ts";

export interface SwapFile {
  readonly object: DiskoObject;
  readonly name: string;
  readonly filesystem: BtrfsFilesystem;
  /** For messages: "the btrfs on `root`", "subvolume `@swap`". */
  readonly holder: string;
  /** Of the subvolume that it lies in. */
  readonly mountpoint: Maybe<string>;
}

/** Only those that are certainly made. */
export function swapFilesOf({ btrfs }: Layout): SwapFile[] {
  return btrfs.flatMap((filesystem) => {
    const top = {
      object: filesystem.object,
      mountpoint: filesystem.mountpoint,
      holder: `the btrfs on \`${filesystem.name}\``,
    };
    const below = filesystem.subvolumes.map(({ object, name, mountpoint }) => ({
      object,
      mountpoint,
      holder: `subvolume \`${name}\``,
    }));
    return [top, ...below].flatMap(({ object, mountpoint, holder }) =>
      object.children
        .filter((child) => child.type === "btrfs_swap" && !child.conditional)
        .map((child) => ({ object: child, name: child.name ?? "", filesystem, holder, mountpoint })),
    );
  });
}

/** Where the file lies once the machine runs; undefined where that is not known for certain. */
export function swapFilePath({ object, name, mountpoint }: SwapFile): string | undefined {
  const path = stringOr(object, "path", name);
  if (mountpoint.kind !== "known" || !mountpoint.certain || path === undefined) return undefined;
  return `${mountpoint.value === "/" ? "" : mountpoint.value}/${path}`;
}

/** mkswap wants ten pages. Measured with `btrfs filesystem mkswapfile`: "swapfile needs to be at least 40 KiB". */
const SMALLEST = 40 * 1024;

const UNITS: Readonly<Record<string, number>> = { K: 1, M: 2, G: 3, T: 4, P: 5 };

/** A size that no swap file can have, where it is certain. */
export function tooSmallSize({
  object,
}: SwapFile): { readonly text: string; readonly at: SwapFile["object"]["at"] } | undefined {
  const size = certainString(object, "size");
  const parts = /^([0-9]+)([KMGTP])$/.exec(size?.value ?? "");
  if (size === undefined || parts === null) return undefined;
  const bytes = Number(parts[1]) * 1024 ** (UNITS[parts[2] ?? ""] ?? 0);
  return bytes < SMALLEST ? { text: size.value, at: size.at } : undefined;
}
