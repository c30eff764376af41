/**
 * disko says its mounts twice: to its own script, which installs, and to NixOS as `fileSystems`. There a module may put
 * something else in their place by force, and with `disko.enableConfig = false` NixOS hears nothing of filesystems, swap and
 * LUKS at all. Then nothing follows for the booted system from what the layout says.
 * https://github.com/nix-community/disko/blob/v1.13.0/module.nix (`fileSystems = lib.mkIf cfg.enableConfig …`)
 */
import { PRIORITY } from "../nix/values/properties.ts";
import { known, type Value } from "../nix/values/value.ts";
import type { Location } from "../text/span.ts";
import { attributesOf, definitionsOf, type Found } from "./definitions.ts";
import type { Layout, Mount } from "./layout.ts";

/** What modules say against a layout, for certain or under a condition. */
export interface Replacements {
  /** `disko.enableConfig` is off, or may be. */
  readonly installsOnly: boolean;
  /** All of `fileSystems` is set by force. */
  readonly all: boolean;
  readonly byMountpoint: ReadonlyMap<string, NonNullable<Mount["replaced"]>>;
}

/** `modules`: what each of them says, functions called. */
export function replacementsBy(modules: readonly Value[]): Replacements {
  const byMountpoint = new Map<string, NonNullable<Mount["replaced"]>>();
  let installsOnly = false;
  let all = false;
  for (const module of modules) {
    const place: Location = module.at ?? NOWHERE;
    const option = (name: string): readonly Found[] => optionOf(module, name, place);
    const disko = attributesOf(option("disko"), place);
    if (disko.get("enableConfig")?.definitions.some(mayBeOff)) installsOnly = true;
    const fileSystems = option("fileSystems");
    if (fileSystems.some(isForced)) all = true;
    for (const { name, definitions } of attributesOf(fileSystems, place).values()) {
      const replaced = definitions.some(isForced) ? "mount" : replacedBy(definitions, place);
      if (replaced !== undefined && byMountpoint.get(name) !== "mount") byMountpoint.set(name, replaced);
    }
  }
  return { installsOnly, all, byMountpoint };
}

/** The layout with what `replacements` say of its mounts; the layout itself where they say nothing. */
export function withReplacements(layout: Layout, { installsOnly, all, byMountpoint }: Replacements): Layout {
  const replaced = (mount: Mount): Mount["replaced"] => {
    if (installsOnly || all || mount.replaced === "mount") return "mount";
    return byMountpoint.get(mount.mountpoint.value) ?? mount.replaced;
  };
  const isSaid = layout.installsOnly === true || !installsOnly;
  if (isSaid && layout.mounts.every((mount) => mount.replaced === replaced(mount))) return layout;
  const mounts = layout.mounts.map((mount): Mount => ({ ...mount, replaced: replaced(mount) }));
  return { ...layout, mounts, ...(installsOnly ? { installsOnly: true } : {}) };
}

const NOWHERE: Location = { path: "", span: { start: 0, end: 0 } };

/** At the top of a module or in its `config`. */
function optionOf(module: Value, name: string, place: Location): readonly Found[] {
  const top = attributesOf(definitionsOf(known(module), place, { certain: true, firm: true }), place);
  const config = attributesOf(top.get("config")?.definitions ?? [], place);
  return [top, config].flatMap((one) => one.get(name)?.definitions ?? []);
}

/** Stronger than disko's own definitions, which have no priority of their own. A value that is not known is none by force. */
function isForced({ priority }: Found): boolean {
  return priority !== undefined && priority < PRIORITY.normal;
}

function mayBeOff({ value }: Found): boolean {
  return value.kind !== "bool" || !value.value;
}

/** What one entry says by force. `enable = false` mounts nothing, and `mountPoint` mounts it elsewhere. */
function replacedBy(definitions: readonly Found[], place: Location): Mount["replaced"] {
  const entry = attributesOf(definitions, place);
  const isSaid = (name: string, counts: (found: Found) => boolean): boolean =>
    entry.get(name)?.definitions.some(counts) === true;
  if (["device", "fsType", "label", "mountPoint"].some((name) => isSaid(name, isForced))) return "mount";
  if (isSaid("enable", mayBeOff)) return "mount";
  return isSaid("options", isForced) ? "options" : undefined;
}
