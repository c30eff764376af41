/** The devices of a machine, for rules that conclude from what is not among them. */
import type { Layout } from "../disko/layout.ts";
import type { Machine } from "./machine.ts";

/**
 * All devices that are defined together with those of a file; the file's own where no host is known. Undefined where others
 * may be defined elsewhere.
 */
export function allDevices(layout: Layout, machine: Machine | undefined): Layout | undefined {
  if (machine !== undefined) return machine.layout;
  return layout.fragment ? undefined : layout;
}
