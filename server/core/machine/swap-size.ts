/**
 * Swaps to resume from that cannot hold what the kernel writes there. By itself it makes the image two fifths of the memory
 * large, or smaller if it can; where the swap has less room the image fits only while little is in use.
 * https://docs.kernel.org/power/interface.html (image_size)
 */
import { certainString } from "../disko/attribute-value.ts";
import { switchedOnAt } from "../disko/certain-value.ts";
import { everyObject } from "../disko/every-object.ts";
import type { DiskoObject, Layout } from "../disko/layout.ts";
import type { Location } from "../text/span.ts";
import type { Machine } from "./machine.ts";

export interface SmallSwap {
  readonly swap: DiskoObject;
  readonly size: { readonly text: string; readonly at: Location };
  /** Of the host, in bytes. */
  readonly memory: number;
}

const IMAGE_SHARE = 0.4;

/** Memory as a hardware report gives it. */
export function smallResumeSwaps(layout: Layout, machine: Machine | undefined): SmallSwap[] {
  const memory = machine?.facts.hardware?.value.memory;
  if (memory === undefined) return [];
  return everyObject(layout.objects).flatMap((swap) => {
    if (swap.type !== "swap" || switchedOnAt(swap, "resumeDevice") === undefined) return [];
    const size = sizeOf(swap);
    return size !== undefined && size.bytes < memory * IMAGE_SHARE ? [{ swap, size, memory }] : [];
  });
}

const UNITS: Readonly<Record<string, number>> = { K: 1, M: 2, G: 3, T: 4 };

/** Of the partition or logical volume that it fills, itself or within a LUKS. */
function sizeOf(swap: DiskoObject): (SmallSwap["size"] & { readonly bytes: number }) | undefined {
  const holder = swap.parent?.type === "luks" ? swap.parent.parent : swap.parent;
  if (holder?.type !== "gpt_partition" && holder?.type !== "lv") return undefined;
  const size = certainString(holder, "size");
  const parts = /^([0-9]+)([KMGT])$/.exec(size?.value ?? "");
  if (size === undefined || parts === null || holder.attributes.has("end")) return undefined;
  return { text: size.value, at: size.at, bytes: Number(parts[1]) * 1024 ** (UNITS[parts[2] ?? ""] ?? 0) };
}
