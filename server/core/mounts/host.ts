/** What is known of the mounts of the host that a layout is for. */

/** An entry of the host's own `fileSystems`, beside or on top of what disko makes. */
export interface HostFileSystem {
  /** Attribute name: the mountpoint, unless `mountpoint` says otherwise. */
  readonly name: string;
  readonly mountpoint: string;
  readonly device: string | undefined;
  readonly fsType: string | undefined;
  readonly options: readonly string[];
  readonly depends: readonly string[];
  readonly neededForBoot: boolean;
}

/** `known`: these entries and disko's mounts are all the mounts there are. */
export type Host =
  | { readonly kind: "unknown" }
  | { readonly kind: "known"; readonly fileSystems: readonly HostFileSystem[] };

export const UNKNOWN_HOST: Host = { kind: "unknown" };
