/**
 * What a kernel makes of one option on btrfs, taken alone: takes it, bends it, refuses it. Rules say it, `fold.ts` uses
 * the value. What depends on the other options of the list is not decided here (see first-mount.ts).
 */
import { isAtLeast, type KernelVersion } from "../settings.ts";
import { type BetterName, explainMisnamed } from "./misnamed-options.ts";
import type { MountOption } from "./mount-option.ts";
import { readValue } from "./option-values.ts";
import { describeOption, MEASURED_KERNEL, OLDEST_KERNEL, spellingOf, valuesOf } from "./vocabulary.ts";

export type OptionVerdict =
  | { readonly kind: "ok" }
  /** No such name: the mount fails. */
  | { readonly kind: "unknown"; readonly better: BetterName | undefined; readonly note: string | undefined }
  /**
   * No such value: the mount fails. `accepted` lists what is taken, in words; `better` is a whole option. `since`: older
   * kernels took it, and used the default.
   */
  | {
      readonly kind: "bad-value";
      readonly accepted: string;
      readonly better: BetterName | undefined;
      readonly since: KernelVersion | undefined;
    }
  /** Taken as if `to` were written; `why` completes "because …". */
  | { readonly kind: "clamped"; readonly to: string; readonly why: string }
  /** Dropped from the kernel: the mount fails, or the option does nothing. */
  | {
      readonly kind: "removed";
      readonly since: KernelVersion;
      readonly effect: "fails" | "nothing";
      readonly replacement: string | undefined;
    }
  /** Still works; the kernel asks for another spelling. */
  | { readonly kind: "deprecated"; readonly since: KernelVersion; readonly replacement: string | undefined }
  /** Came with a later kernel: this one refuses the mount, or uses the default. */
  | {
      readonly kind: "not-yet";
      readonly of: "name" | "value";
      readonly since: KernelVersion;
      readonly effect: "fails" | "default";
    };

type Piece = Pick<MountOption, "text" | "name" | "value"> & { readonly entry?: MountOption["entry"] };

const OK: OptionVerdict = { kind: "ok" };

/**
 * Judges one option of a btrfs mount. Pieces with blanks, and lists that quote commas, are let pass: they are not options.
 * `kernel` undefined: not known. Then what the measured one says counts; where it has nothing to say, that the option is too
 * new for the oldest. Whoever says it looks at `since` (see `isSince`): it does not hold on both.
 */
export function checkOption(option: Piece, kernel?: KernelVersion): OptionVerdict {
  if (kernel !== undefined) return judge(option, kernel);
  const verdict = judge(option, MEASURED_KERNEL);
  if (verdict.kind !== "ok") return verdict;
  const before = judge(option, OLDEST_KERNEL);
  return before.kind === "not-yet" ? before : verdict;
}

/** Whether what holds from `since` on holds for a machine; `kernel` undefined: for all that may run it. */
export function isSince(since: KernelVersion | undefined, kernel: KernelVersion | undefined): boolean {
  return since === undefined || isAtLeast(kernel ?? OLDEST_KERNEL, since);
}

/** Looking for what was meant goes through the whole vocabulary, and a dozen rules ask. */
const unknownNames = new WeakMap<Piece, OptionVerdict>();

function judge(option: Piece, kernel: KernelVersion): OptionVerdict {
  if (/[\s"]/.test(option.text) || option.entry?.value.includes('"')) return OK;
  const description = describeOption(option.name);
  const spelling = spellingOf(option.name);
  if (description === undefined || spelling === undefined) {
    const verdict = unknownNames.get(option) ?? { kind: "unknown", ...explainMisnamed(option.name, option.value) };
    unknownNames.set(option, verdict);
    return verdict;
  }
  if (description.debugOnly) return OK;
  const { removed, deprecated, since } = description;
  if (removed !== undefined && isAtLeast(kernel, removed.since)) {
    return { kind: "removed", since: removed.since, effect: removed.effect, replacement: removed.replacement };
  }
  if (since !== undefined && !isAtLeast(kernel, since)) return { kind: "not-yet", of: "name", since, effect: "fails" };
  const read = readValue(spelling.value, option.value, kernel);
  switch (read.kind) {
    case "bad": {
      const text = betterText(option, spelling.value.kind, read.suggestion);
      const better = text === undefined ? undefined : { text, certain: read.certain };
      return { kind: "bad-value", accepted: valuesOf(option.name), better, since: read.since };
    }
    case "clamped":
      return { kind: "clamped", to: `${option.name}=${read.written}`, why: read.why };
    case "not-yet":
      return { kind: "not-yet", of: "value", since: read.since, effect: read.effect };
    case "ok":
      break;
    default:
      return read satisfies never;
  }
  if (deprecated === undefined || !isAtLeast(kernel, deprecated.since)) return OK;
  return { kind: "deprecated", since: deprecated.since, replacement: deprecated.replacement };
}

function betterText(option: Piece, kind: string, suggestion: string | undefined): string | undefined {
  if (option.name === "rescue" && option.value?.includes(":")) {
    return option.value
      .split(":")
      .map((one) => `rescue=${one}`)
      .join(",");
  }
  if (kind === "flag") return isNegatedFlag(option.value) ? undefined : option.name;
  return suggestion === undefined ? undefined : `${option.name}=${suggestion}`;
}

/** `ssd=0`, `datacow=no`: asks for the opposite of the flag. */
function isNegatedFlag(value: string | undefined): boolean {
  return value === undefined || !/^(1|yes|true|on|)$/i.test(value);
}
