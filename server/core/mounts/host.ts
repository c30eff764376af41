/** What is known of the mounts of the host that a layout is for. */
import type { OrderedMount } from "./mount-order.ts";

/**
 * `known`: disko's mounts and these entries of the host's own `fileSystems`, beside or on top of them, are all the mounts
 * there are.
 */
export type Host =
  | {
      readonly kind: "unknown";
      /** Other modules of it have disko mount more, so that even disko's own order is not known. */
      readonly mountsMoreByDisko?: true;
    }
  | {
      readonly kind: "known";
      readonly fileSystems: readonly OrderedMount[];
      /** What mounts the first filesystems at boot; undefined: either. */
      readonly initrd?: "systemd" | "scripted" | undefined;
    };

export const UNKNOWN_HOST: Host = { kind: "unknown" };
