/** Options as texts: what a list would be after changes, and what of it matters. */
import type { Mount } from "../disko/layout.ts";
import { checkOption } from "../mounts/check-option.ts";
import { askedBy, foldOptions } from "../mounts/fold.ts";
import { ignoredOptions } from "../mounts/ignored-options.ts";
import { type MountOption, optionsOf, splitEntry } from "../mounts/mount-option.ts";
import { isAtLeast, type KernelVersion } from "../settings.ts";
import type { Change } from "./plan.ts";

type OptionChange = Change & { readonly kind: "options" };

/** An option that stands nowhere yet. */
export function optionFrom(text: string, mount: Mount): MountOption {
  const [option] = splitEntry({ value: text, at: mount.object.at, certain: true, literal: false });
  return option ?? { text, name: text, value: undefined, at: mount.object.at, certain: true, entry: noEntry(mount) };
}

function noEntry(mount: Mount): MountOption["entry"] {
  return { value: "", at: mount.object.at, certain: true, literal: false };
}

/** The options of `mount` after the changes that speak of it. Same order as an edit would leave. */
export function optionsAfter(mount: Mount, changes: readonly OptionChange[]): readonly MountOption[] {
  let options = mount.options.written ? optionsOf(mount) : [];
  for (const { remove, add } of changes.filter((change) => change.mount === mount)) {
    const texts = remove.map(({ text }) => text);
    const first = options.findIndex(({ text }) => texts.includes(text));
    const kept = options.filter(({ text }) => !texts.includes(text));
    const at = first < 0 ? kept.length : first;
    options = add === undefined ? kept : [...kept.slice(0, at), optionFrom(add, mount), ...kept.slice(at)];
  }
  return options;
}

/** What every machine of today takes by itself: never written, and no reason to remove it. */
export function isRedundant(setting: string, value: string, kernel: KernelVersion): boolean {
  switch (setting) {
    case "ssd":
      return value === "on";
    case "discard":
      return value === "async" && isAtLeast(kernel, { major: 6, minor: 2 });
    case "space_cache":
      return value === "v2";
    default:
      return false;
  }
}

/** Whether `option` alone sets something filesystem-wide that differs from the kernel's default. */
export function setsSomething(option: MountOption, kernel: KernelVersion): boolean {
  const asked = askedBy(option, kernel);
  if (asked === undefined || isRedundant(asked.setting, asked.value, kernel)) return false;
  return ignoredOptions([option], foldOptions([]), kernel).length > 0;
}

/** Whether a kernel takes an option as it is written. */
export function isTaken(option: MountOption, kernel: KernelVersion): boolean {
  return checkOption(option, kernel).kind === "ok";
}

/** What counts of access times in a list: `strictatime` beats `noatime`, and that beats `relatime`, in any order. */
export function accessTimeOf(options: readonly MountOption[]): MountOption | undefined {
  const asked = options.filter(({ name }) => askedBy({ name, value: undefined })?.setting === "atime");
  return (
    asked.find(({ name }) => name === "strictatime") ?? asked.find(({ name }) => name === "noatime") ?? asked.at(-1)
  );
}
