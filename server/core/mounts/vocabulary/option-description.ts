/** The shape of the vocabulary: what is known of one mount option, written once and read by checks, hover and `explain`. */
import type { KernelVersion } from "../../settings.ts";
import type { ValueKind } from "../option-values.ts";

/**
 * Whose an option is. `filesystem`: the first mount of the filesystem decides, later mounts are not asked.
 * `mount`: each mount has its own. `userspace`: read by mount(8) or systemd, never seen by the kernel.
 */
export type OptionScope = "filesystem" | "mount" | "userspace";

/** One name that may stand in an option list. */
export interface Spelling {
  readonly name: string;
  readonly value: ValueKind;
  /** What a flag sets its setting to; a value option sets it to its value. */
  readonly sets?: string;
}

export interface OptionDescription {
  /** Title of its page, and the setting its spellings belong to. */
  readonly setting: string;
  readonly spellings: readonly Spelling[];
  readonly scope: OptionScope;
  /** The values as a reader would write them, e.g. `zstd[:-15..15]`. Empty for plain flags. */
  readonly values: string;
  /** What holds when nobody asks, in words. */
  readonly default: string;
  /** The canonical value of `default`, where it is the same on every machine; undefined where the kernel looks at the device. */
  readonly defaultValue?: string;
  readonly since?: KernelVersion;
  /** From this kernel on a mount with it fails, or (`nothing`) it is taken and does nothing. */
  readonly removed?: {
    readonly since: KernelVersion;
    readonly effect: "fails" | "nothing";
    readonly replacement?: string;
  };
  readonly deprecated?: { readonly since: KernelVersion; readonly replacement?: string };
  /** Exists only in kernels built for debugging: never a finding. */
  readonly debugOnly?: boolean;
  /** One paragraph, for a person who wonders whether to write it. */
  readonly meaning: string;
  /** Addresses that a reader can open. */
  readonly sources: readonly string[];
}
