/**
 * The vocabulary of mount options on btrfs: which names there are, whose they are, what they take. What it says of btrfs
 * was measured on Linux 6.18 with real mounts. What is not sure is let pass: an option is called unknown only when a
 * mount with it certainly fails.
 */
import type { KernelVersion } from "../settings.ts";
import { acceptedValues } from "./option-values.ts";
import { DATA_OPTIONS } from "./vocabulary/data-options.ts";
import { USERSPACE_FAMILIES, USERSPACE_OPTIONS, VFS_OPTIONS } from "./vocabulary/generic-options.ts";
import type { OptionDescription, OptionScope, Spelling } from "./vocabulary/option-description.ts";
import { RESCUE_OPTIONS } from "./vocabulary/rescue-options.ts";

export type { OptionDescription, OptionScope, Spelling };

/** The kernel that the facts were measured on. */
export const MEASURED_KERNEL: KernelVersion = { major: 6, minor: 18 };

/**
 * The oldest kernel that a machine without a word about its kernel is taken to run: the one that NixOS 25.05 and 25.11 boot
 * by default; 26.05 has the measured one. What is said of such a machine holds on both.
 * Source: `linux_default` in <https://github.com/NixOS/nixpkgs/blob/nixos-25.11/pkgs/top-level/linux-kernels.nix>.
 */
export const OLDEST_KERNEL: KernelVersion = { major: 6, minor: 12 };

/** Every option with a page of its own, in the order of the vocabulary. */
export const VOCABULARY: readonly OptionDescription[] = [
  ...DATA_OPTIONS,
  ...RESCUE_OPTIONS,
  ...VFS_OPTIONS,
  ...USERSPACE_OPTIONS,
];

interface Entry {
  readonly description: OptionDescription;
  readonly spelling: Spelling;
}

const BY_NAME: ReadonlyMap<string, Entry> = new Map(
  VOCABULARY.flatMap((description) =>
    description.spellings.map((spelling): [string, Entry] => [spelling.name, { description, spelling }]),
  ),
);

/** Every exact name, for "did you mean". */
export function optionNames(): Iterable<string> {
  return BY_NAME.keys();
}

/** What is known of the option called `name` (without its value), exact case; undefined for a name nobody knows. */
export function describeOption(name: string): OptionDescription | undefined {
  return (
    BY_NAME.get(name)?.description ?? USERSPACE_FAMILIES.find(({ prefix }) => name.startsWith(prefix))?.description
  );
}

/** How `name` itself is written: its value and what it sets. Families of userspace options take anything. */
export function spellingOf(name: string): Spelling | undefined {
  const exact = BY_NAME.get(name)?.spelling;
  if (exact !== undefined) return exact;
  return describeOption(name) === undefined ? undefined : { name, value: { kind: "any" } };
}

/** The values that `name` takes, for messages. */
export function valuesOf(name: string): string {
  const spelling = spellingOf(name);
  return spelling === undefined ? "" : acceptedValues(spelling.value);
}
