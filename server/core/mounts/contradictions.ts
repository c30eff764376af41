/** Options of one list that undo or repeat each other. The kernel says nothing: for most the last one wins. */
import type { KernelVersion } from "../settings.ts";
import { checkOption } from "./check-option.ts";
import type { FilesystemState } from "./effective.ts";
import { type Asked, askedBy, compresses, foldOptions, sameState, settingIn } from "./fold.ts";
import type { MountOption } from "./mount-option.ts";
import { MEASURED_KERNEL } from "./vocabulary.ts";
import { placeKey } from "./written-options.ts";

export type Contradiction =
  /** `loser` does nothing, because of `winner`. `neutral`: leaving it out changes nothing. */
  | { readonly kind: "undone"; readonly loser: MountOption; readonly winner: MountOption; readonly neutral: boolean }
  /** `loser` is undone only in part: copy-on-write comes back, checksums stay off. */
  | { readonly kind: "half-undone"; readonly loser: MountOption; readonly winner: MountOption }
  /** `loser` asks for compression, and `winner` turns off the checksums that compression needs. */
  | { readonly kind: "not-compressed"; readonly loser: MountOption; readonly winner: MountOption }
  /** `loser` repeats what `winner`, before it, asks for. Leaving it out changes nothing. */
  | { readonly kind: "repeated"; readonly loser: MountOption; readonly winner: MountOption };

/** Each option is the loser at most once. `options` are those of one mount, in order. */
export function contradictionsIn(
  options: readonly MountOption[],
  kernel: KernelVersion = MEASURED_KERNEL,
): Contradiction[] {
  const items = options.flatMap((option): Item[] => {
    const asked = option.certain && !/\s/.test(option.entry.value) ? askedBy(option, kernel) : undefined;
    const { kind } = checkOption(option, kernel);
    const refused = kind === "unknown" || kind === "bad-value" || kind === "removed";
    return asked === undefined || refused || MAY_REPEAT.has(asked.setting) ? [] : [{ option, asked }];
  });
  return items.flatMap((item, index) => {
    const found =
      findUndone(item, items.slice(index + 1), items.slice(0, index), options, kernel) ??
      findRepeated(item, items.slice(0, index), options, kernel);
    return found === undefined || placeKey(found.loser.at) === placeKey(found.winner.at) ? [] : [found];
  });
}

interface Item {
  readonly option: MountOption;
  readonly asked: Asked;
}

/** Options that may stand in a list several times, or that another rule speaks of. */
const MAY_REPEAT: ReadonlySet<string> = new Set(["device", "rescue", "subvol", "subvolid", "comment", "defaults"]);

function findUndone(
  self: Item,
  later: readonly Item[],
  earlier: readonly Item[],
  all: readonly MountOption[],
  kernel: KernelVersion,
): Contradiction | undefined {
  const { option: loser, asked } = self;
  if (asked.setting === "atime") {
    const stronger = [...earlier, ...later].findLast((item) => beatsAtime(item.asked, asked));
    return stronger && { kind: "undone", loser, winner: stronger.option, neutral: true };
  }
  if (asked.description.scope !== "filesystem") {
    const winner = later.findLast((item) => item.asked.setting === asked.setting);
    const undone = winner !== undefined && winner.asked.value !== asked.value && isSwitch(asked);
    return undone ? { kind: "undone", loser, winner: winner.option, neutral: true } : undefined;
  }
  const alone = foldOptions([loser], kernel);
  const undoing = later.filter(
    ({ option, asked: { description } }) =>
      description.scope === "filesystem" && undoes(alone, foldOptions([loser, option], kernel), asked),
  );
  const winner = undoing.at(-1)?.option;
  if (winner === undefined) {
    const blocking = asked.setting === "compress" && compresses(alone) ? later.findLast(turnsOffChecksums) : undefined;
    if (blocking === undefined || compresses(foldOptions(all, kernel))) return undefined;
    return { kind: "not-compressed", loser, winner: blocking.option };
  }
  if (later.some((item) => isSame(item, self))) return undefined;
  const whole = foldOptions(all, kernel);
  const without = foldOptions(
    all.filter((option) => option !== loser),
    kernel,
  );
  const neutral = sameState(whole, without);
  if (!neutral && asked.setting === "datacow" && whole.datacow && !whole.datasum) {
    return { kind: "half-undone", loser, winner };
  }
  return { kind: "undone", loser, winner, neutral };
}

function undoes(alone: FilesystemState, both: FilesystemState, { setting }: Asked): boolean {
  return settingIn(both, setting) !== settingIn(alone, setting);
}

function turnsOffChecksums({ asked }: Item): boolean {
  return asked.setting === "datasum" && asked.value === "off";
}

/** Whatever the order, mount(2) lets `strictatime` beat `noatime`, and `noatime` beat `relatime`. */
const ATIME_STRENGTH = ["relatime", "noatime", "strictatime"];

function beatsAtime(other: Asked, asked: Asked): boolean {
  const strength = ATIME_STRENGTH.indexOf(asked.value);
  return other.setting === "atime" && strength >= 0 && ATIME_STRENGTH.indexOf(other.value) > strength;
}

function isSwitch({ description, value }: Asked): boolean {
  return (value === "on" || value === "off") && description.spellings.length > 1;
}

function findRepeated(
  self: Item,
  earlier: readonly Item[],
  all: readonly MountOption[],
  kernel: KernelVersion,
): Contradiction | undefined {
  const { option: loser, asked } = self;
  const first = earlier.find((item) => isSame(item, self) && isSameKind(item.option, loser, asked));
  if (first === undefined) return undefined;
  const without = all.filter((option) => option !== loser);
  if (!sameState(foldOptions(all, kernel), foldOptions(without, kernel))) return undefined;
  const between = earlier.slice(earlier.indexOf(first) + 1);
  if (between.some((item) => item.asked.setting === asked.setting && item.asked.value !== asked.value))
    return undefined;
  return { kind: "repeated", loser, winner: first.option };
}

/** `compress` and `compress-force` are one setting, but do not ask for the same. */
function isSame(a: Item, b: Item): boolean {
  const sameSetting = a.asked.setting === b.asked.setting && a.asked.value === b.asked.value;
  return sameSetting && (a.asked.setting !== "compress" || a.option.name === b.option.name);
}

/** `compress=zstd` and `compress=zstd:3` are one; `user` and `users`, `compress` and `compress-force` are not. */
function isSameKind(a: MountOption, b: MountOption, { description }: Asked): boolean {
  return a.text === b.text || (a.name === b.name && description.scope === "filesystem");
}
