/**
 * Whether a discard gets through the LUKS devices of a layout. dm-crypt passes none on unless it was opened so. disko asks
 * for that at the installation, and keeps what it asked for in the header of a LUKS2 (`--persistent`), so that
 * `extraOpenArgs` count at every boot; `settings` count because NixOS opens the device with them.
 * https://github.com/nix-community/disko/blob/master/lib/types/luks.nix
 * https://man7.org/linux/man-pages/man8/cryptsetup-open.8.html (--persistent)
 */
import { attributeState, certainStrings, memberState, membersOf } from "./certain-value.ts";
import { holdersBelow } from "./holders-below.ts";
import type { Definition, DiskoObject } from "./layout.ts";

/** Whether a LUKS passes discards on. */
function passesDiscards(luks: DiskoObject): "yes" | "no" | "unknown" {
  if (luks.conditional || luks.open) return "unknown";
  const settings = membersOf(luks, "settings");
  const allowed = memberState(settings, "allowDiscards");
  const asBoolean = allowed.kind === "certain" && allowed.value.kind === "bool" ? allowed.value.value : undefined;
  if (asBoolean === true) return "yes";
  if (asBoolean === undefined && allowed.kind !== "absent") return "unknown";
  // Who opens it elsewhere says it elsewhere.
  const inInitrd = attributeState(luks, "initrdUnlock");
  if (inInitrd.kind !== "absent" && !(inInitrd.kind === "certain" && isTrue(inInitrd.value))) return "unknown";
  const atInstall = certainStrings(attributeState(luks, "extraOpenArgs"));
  const inCrypttab = certainStrings(memberState(settings, "crypttabExtraOpts"));
  if (atInstall === undefined || inCrypttab === undefined) return "unknown";
  if (atInstall.some(({ value }) => /(?:^|\s)--allow-discards(?:\s|$)/.test(value))) return "yes";
  return inCrypttab.some(({ value }) => value.split(",").includes("discard")) ? "yes" : "no";
}

function isTrue(value: { readonly kind: string; readonly value?: unknown }): boolean {
  return value.kind === "bool" && value.value === true;
}

function isThin({ value }: Definition): boolean {
  return value.kind !== "string" || value.value === "thinlv";
}

/**
 * The LUKS devices that let no discard of a content through: one on every way down to the disks. Empty where discards may
 * get through on some way, or a way is not known.
 */
export function luksBlockingDiscards(content: DiskoObject, objects: readonly DiskoObject[]): readonly DiskoObject[] {
  const blocking = new Set<DiskoObject>();
  const ways = holdersBelow(content, objects) ?? [];
  for (const way of ways) {
    // A thin pool gets back what is discarded, whatever comes of it below.
    if (way.some((holder) => holder.attributes.get("lvm_type")?.definitions.some(isThin))) return [];
    const luks = way.find((holder) => holder.type === "luks" && passesDiscards(holder) === "no");
    if (luks === undefined) return [];
    blocking.add(luks);
  }
  return [...blocking];
}
