import type { Mount } from "../disko/layout.ts";
import { describeObject, describeObjectFirst } from "../disko/object-name.ts";
import { compareText } from "../nix/values/order.ts";
import { type Consequence, defineRule } from "./rule.ts";

/** Two mounts at one mountpoint. A filesystem's top level against its own subvolume is DSK302. */
export const duplicateMountpoint = defineRule({
  code: "DSK301",
  name: "duplicate-mountpoint",
  consequence: "evaluation",
  docs: {
    what: "Two filesystems or subvolumes have the same mountpoint.",
    why: "NixOS has one entry for each mountpoint. Two filesystems there do not evaluate; of two subvolumes of one filesystem the installer mounts one and the booted system the other, so what was installed is gone after the first boot.",
    bad: `"@home" = { mountpoint = "/home"; };
"@users" = { mountpoint = "/home"; };`,
    good: `"@home" = { mountpoint = "/home"; };
"@users" = { mountpoint = "/srv/users"; };`,
    sources: [
      "https://github.com/nix-community/disko/blob/master/lib/types/btrfs.nix",
      "https://search.nixos.org/options?query=fileSystems",
    ],
  },

  *check({ layout }) {
    const first = new Map<string, Mount>();
    for (const mount of layout.mounts) {
      if (!mount.mountpoint.certain || mount.object.conditional || mount.replaced === "mount") continue;
      const other = first.get(mount.mountpoint.value);
      if (other === undefined) first.set(mount.mountpoint.value, mount);
      else if (!topLevelAndSubvolume(mount, other) && !mayBeOneSubvolume(mount, other)) {
        yield {
          at: mount.mountpoint.at,
          consequence: whenFound(mount, other),
          message: `${describeObjectFirst(mount.object)} and ${describeObject(other.object)} are both mounted at ${mount.mountpoint.value}. ${whatHappens(mount, other)} Give one of them another mountpoint.`,
          related: [{ at: other.mountpoint.at, message: "the other mount" }],
        };
      }
    }
  },
});

function topLevelAndSubvolume(a: Mount, b: Mount): boolean {
  return a.btrfs !== undefined && a.btrfs === b.btrfs && a.object.type !== b.object.type;
}

/** Options by force may name the one subvolume that disko's script mounts. */
function mayBeOneSubvolume(a: Mount, b: Mount): boolean {
  return a.replaced !== undefined && a.btrfs !== undefined && a.btrfs === b.btrfs;
}

/**
 * disko's mount script keeps the last subvolume by name; NixOS joins the option lists of both in reverse, and the last
 * `subvol=` wins.
 */
function whatHappens(a: Mount, b: Mount): string {
  if (a.btrfs !== undefined && a.btrfs === b.btrfs) {
    const names = [a, b].map((mount) => mount.object.name ?? mount.name).sort(compareText);
    return `disko installs into \`${names[1]}\`, the booted system mounts \`${names[0]}\`.`;
  }
  if (isOneThing(a, b)) return "NixOS makes one mount of them, with the options of both.";
  if (differ(a.fsType, b.fsType) || differ(a.device, b.device)) return "NixOS cannot have both, so evaluation fails.";
  return "NixOS has one entry for each mountpoint, so they collide.";
}

function whenFound(a: Mount, b: Mount): Consequence {
  if (a.btrfs !== undefined && a.btrfs === b.btrfs) return "boot";
  return a.btrfs === undefined && isOneThing(a, b) ? "silent" : "evaluation";
}

function isOneThing(a: Mount, b: Mount): boolean {
  return a.btrfs === b.btrfs && a.fsType === b.fsType && a.device !== undefined && a.device === b.device;
}

function differ(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a !== b;
}
