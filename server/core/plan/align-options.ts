/**
 * The changes that make every mount of a filesystem ask for the same. Lists are compared by what they come to, so what is
 * right in another spelling stays, and defaults are neither added nor taken away.
 */
import type { Mount } from "../disko/layout.ts";
import type { FilesystemState } from "../mounts/effective.ts";
import { askedBy, foldOptions, STORAGE_SETTINGS, settingIn } from "../mounts/fold.ts";
import { ignoredOptions } from "../mounts/ignored-options.ts";
import { type MountOption, optionsOf } from "../mounts/mount-option.ts";
import type { KernelVersion } from "../settings.ts";
import type { OptionWish } from "./choose-options.ts";
import { isRedundant, optionFrom } from "./option-text.ts";
import type { Change } from "./plan.ts";

export type OptionChange = Change & { readonly kind: "options" };

/** Makes compression and copy-on-write of `mount` what is wished for. */
export function alignStorage(mount: Mount, { state, compress }: OptionWish, kernel: KernelVersion): OptionChange[] {
  if (compress === undefined) return [];
  const options = optionsOf(mount).filter((option) => isStorage(option, kernel));
  const odd = options.filter((option) => asksElse(option, state, kernel));
  const left = options.filter((option) => !odd.includes(option));
  if (!hasStorage(foldOptions(left, kernel), state)) {
    return [{ kind: "options", mount, remove: odd, add: compress }];
  }
  return odd.length === 0 ? [] : [{ kind: "options", mount, remove: odd, add: undefined }];
}

function isStorage(option: MountOption, kernel: KernelVersion): boolean {
  return STORAGE_SETTINGS.includes(askedBy(option, kernel)?.setting ?? "");
}

function hasStorage(has: FilesystemState, wanted: FilesystemState): boolean {
  return STORAGE_SETTINGS.every((setting) => settingIn(has, setting) === settingIn(wanted, setting));
}

function asksElse(option: MountOption, state: FilesystemState, kernel: KernelVersion): boolean {
  const asked = askedBy(option, kernel);
  const undecided = asked !== undefined && settingIn(state, asked.setting) === undefined;
  if (undecided && isRedundant(asked.setting, asked.value, kernel)) return false;
  return ignoredOptions([option], state, kernel).length > 0;
}

/** Makes the other filesystem-wide options of `mount` what is wished for. */
export function alignOthers(mount: Mount, { state, others }: OptionWish, kernel: KernelVersion): OptionChange[] {
  const options = optionsOf(mount).filter((option) => !isStorage(option, kernel));
  const odd = options.filter((option) => asksElse(option, state, kernel));
  const left = foldOptions(
    options.filter((option) => !odd.includes(option)),
    kernel,
  );
  const changes: OptionChange[] = [];
  const replaced = new Set<MountOption>();
  for (const text of others) {
    const setting = askedBy(optionFrom(text, mount), kernel)?.setting ?? text;
    if (settingIn(left, setting) === settingIn(state, setting)) continue;
    const remove = odd.filter((option) => askedBy(option, kernel)?.setting === setting);
    for (const option of remove) replaced.add(option);
    changes.push({ kind: "options", mount, remove, add: text });
  }
  const remove = odd.filter((option) => !replaced.has(option));
  return remove.length === 0 ? changes : [...changes, { kind: "options", mount, remove, add: undefined }];
}
