/**
 * Filesystems that the initrd mounts, in a LUKS that it does not open: `initrdUnlock = false` takes the entry of
 * `boot.initrd.luks.devices` away that disko writes otherwise.
 * https://github.com/nix-community/disko/blob/master/lib/types/luks.nix (`_config`)
 */
import { attributeState } from "../disko/certain-value.ts";
import { holdersBelow } from "../disko/holders-below.ts";
import type { DiskoObject, Layout, Mount } from "../disko/layout.ts";
import type { SyntaxTree } from "../nix/syntax/ast.ts";
import type { Location } from "../text/span.ts";
import { hasOwnLuksEntry } from "./encryption-devices.ts";
import type { Machine } from "./machine.ts";

export interface LockedMount {
  readonly mount: Mount;
  readonly luks: DiskoObject;
  /** Where `initrdUnlock` is switched off. */
  readonly at: Location;
}

/** Those of every machine; what else is needed there the host says with `neededForBoot`. */
const NEEDED: ReadonlySet<string> = new Set(["/", "/nix"]);

/** Other ways to open it there. */
const MAY_OPEN_IT: readonly (readonly string[])[] = [
  ["boot", "initrd", "preLVMCommands"],
  ["boot", "initrd", "preDeviceCommands"],
  ["boot", "initrd", "postDeviceCommands"],
  ["boot", "initrd", "extraFiles"],
  ["boot", "initrd", "systemd", "contents"],
  ["boot", "initrd", "systemd", "services"],
  ["boot", "initrd", "systemd", "units"],
];

interface Read {
  readonly paths: readonly string[];
  syntax(path: string): SyntaxTree | undefined;
}

/** Only for a host that is known as a whole: elsewhere a module may open it. */
export function lockedMounts(layout: Layout, machine: Machine | undefined, read: Read): LockedMount[] {
  if (!machine?.whole) return [];
  if (MAY_OPEN_IT.some((path) => machine.configuration.option(path).kind !== "absent")) return [];
  return layout.mounts.flatMap((mount) => {
    const { mountpoint, object, btrfs } = mount;
    const isNeeded = NEEDED.has(mountpoint.value) || machine.mounts?.get(mountpoint.value)?.neededForBoot === true;
    if (!isNeeded || !mountpoint.certain || object.conditional) return [];
    const ways = holdersBelow(btrfs?.object ?? object, layout.objects) ?? [];
    const locked = ways.flat().flatMap((luks) => {
      const at = luks.type === "luks" ? switchedOffAt(luks) : undefined;
      return at === undefined || hasOwnLuksEntry(luks, machine, read) ? [] : [{ mount, luks, at }];
    });
    return locked.slice(0, 1);
  });
}

function switchedOffAt(luks: DiskoObject): Location | undefined {
  const state = attributeState(luks, "initrdUnlock");
  return state.kind === "certain" && state.value.kind === "bool" && !state.value.value ? state.at : undefined;
}
