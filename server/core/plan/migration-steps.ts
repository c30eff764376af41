/**
 * The commands that move data that is there into a new subvolume, to be run by hand before `nixos-rebuild`. Nothing is
 * deleted: the old folder stays beside the new one until the user removes it. Each command needs the one before it, so
 * they are joined by `&&`: pasted into a shell, nothing happens after one that fails. A disk that cannot be mounted must
 * not end in a subvolume of "/" by the right name and data that is moved aside.
 */
import { shellWord } from "../text/shell-word.ts";
import { isWithin } from "./paths.ts";

export interface Move {
  readonly path: string;
  readonly subvolume: string;
  /** Where the data is inside the filesystem now: `@/var/log`. */
  readonly from: string;
  /** Undefined where disko's own name of the device is not known. */
  readonly device: string | undefined;
  /** A mount of the same filesystem that is there. */
  readonly besides: string;
  readonly noCopyOnWrite: boolean;
  /** What writes there, in words. */
  readonly writers: string;
}

const TOP = "/mnt/btrfs-top";

/**
 * Copies share their blocks with the originals, unless the new files are to be without copy-on-write: btrfs refuses to
 * share blocks between the two kinds. Where the new subvolume cannot share, cp copies.
 */
export function movingSteps({ path, subvolume, from, device, besides, noCopyOnWrite, writers }: Move): string[] {
  const name = subvolume.replace(/^\/+/, "");
  const top = shellWord(`${TOP}/${name}`);
  const [here, old] = [shellWord(path), shellWord(`${path}.before`)];
  const source = device === undefined ? `"$(findmnt -no SOURCE --nofsroot ${shellWord(besides)})"` : shellWord(device);
  const begin = [
    `mkdir -p ${TOP}`,
    `mount -o subvolid=5 ${source} ${TOP}`,
    ...(name.includes("/") ? [`mkdir -p ${shellWord(`${TOP}/${name.slice(0, name.lastIndexOf("/"))}`)}`] : []),
    `btrfs subvolume create ${top}`,
    ...(noCopyOnWrite ? [`chattr +C ${top}`] : []),
  ];
  const copy = `cp -a --reflink=${noCopyOnWrite ? "never" : "auto"} ${here}/. ${top}/`;
  const end = [`umount ${TOP}`, `rmdir ${TOP}`];
  const before = `# As root, before nixos-rebuild, with everything stopped that writes to ${path}: ${writers}.`;
  const after = "# Then: nixos-rebuild boot, and reboot. When all is well:";
  if (isWithin(STORE, path)) {
    const removed = `mount -o subvolid=5 ${source} /mnt && find ${shellWord(`/mnt/${from}`)} -mindepth 1 -delete; umount /mnt`;
    return [
      before,
      `# Every program runs from ${path}: it stays where it is, and lies below the new mount from now on.`,
      ...joined([...begin, copy, ...end, `mount -o ${shellWord(`subvol=${name}`)} ${source} ${here}`]),
      `${after} ${removed}`,
    ];
  }
  const move = `if [ -d ${here} ]; then ${copy} && mv -T ${here} ${old}; fi`;
  return [before, ...joined([...begin, move, `mkdir -p ${here}`, ...end]), `${after} rm -rf ${old}`];
}

/** Without it not even `mkdir` can be run. https://nix.dev/manual/nix/latest/store/store-path */
const STORE = "/nix/store";

/**
 * The commands that turn files written before into ones without copy-on-write. The folder itself stays where it is, with
 * its owner and mode: what is copied back is what lies in the old one, not that one itself.
 */
export function convertingSteps(path: string, writers: string): string[] {
  const [here, old] = [shellWord(path), shellWord(`${path}/.before`)];
  return [
    `# Only if files that are there shall be written in place, too; as root, with everything stopped that writes to ${path}: ${writers}.`,
    ...joined([
      `chattr +C ${here}`,
      `mkdir -m 700 ${old}`,
      `find ${here} -mindepth 1 -maxdepth 1 ! -name .before -exec mv -t ${old} {} +`,
      `find ${old} -mindepth 1 -maxdepth 1 -exec cp -a --reflink=never -t ${here} {} +`,
    ]),
    `# When all is well: rm -rf ${old}`,
  ];
}

function joined(commands: readonly string[]): string[] {
  return commands.map((command, index) => (index < commands.length - 1 ? `${command} &&` : command));
}
