/** The options of a later mount that ask for something else than what is in effect on its filesystem. */
import { isAtLeast, type KernelVersion } from "../settings.ts";
import { checkOption } from "./check-option.ts";
import type { FilesystemState, IgnoredOption } from "./effective.ts";
import { type Asked, askedBy, compressionOf, STORAGE_SETTINGS, settingIn, writeCompression } from "./fold.ts";
import type { MountOption } from "./mount-option.ts";
import { describeOption } from "./vocabulary.ts";

/** Not settings that hold, but things done once at a mount, or labels and devices that each mount must repeat. */
const NOT_COMPARED: ReadonlySet<string> = new Set(["rescue", "norecovery", "nologreplay", "recovery", "usebackuproot"]);

/** Where the kernel picks: what it takes by itself anyway, from the kernel given. */
const PICKED_ANYWAY: Readonly<Record<string, { readonly value: string; readonly since: KernelVersion }>> = {
  discard: { value: "async", since: { major: 6, minor: 2 } },
};

/** `options` of one mount that does not decide; `state` is what the deciding mount came to. */
export function ignoredOptions(
  options: readonly MountOption[],
  state: FilesystemState,
  kernel: KernelVersion,
): IgnoredOption[] {
  return options.flatMap((option, index) => {
    const asked = comparable(option, kernel);
    if (asked === undefined || state.unsure?.has(asked.setting)) return [];
    if (isOverridden(asked, options.slice(index + 1), kernel)) return [];
    const wanted = canonical(asked, option.name);
    const effective = settingIn(state, asked.setting);
    if (wanted === effective || (effective === undefined && isPickedAnyway(asked, kernel))) return [];
    return [
      {
        option,
        setting: asked.setting,
        asked: asWritten(asked.setting, wanted),
        effective: effectiveText(asked.setting, effective, state),
        changesStorage: STORAGE_SETTINGS.includes(asked.setting),
      },
    ];
  });
}

function comparable(option: MountOption, kernel: KernelVersion): Asked | undefined {
  if (!option.certain || /\s/.test(option.entry.value)) return undefined;
  const { kind } = checkOption(option, kernel);
  if (kind === "unknown" || kind === "bad-value" || kind === "removed" || kind === "not-yet") return undefined;
  const asked = askedBy(option, kernel);
  if (asked?.description.scope !== "filesystem" || NOT_COMPARED.has(asked.setting)) return undefined;
  const holds = asked.description.spellings.some(({ sets, value }) => sets !== undefined || value.kind !== "any");
  return holds && asked.setting !== "device" && !asked.description.debugOnly ? asked : undefined;
}

/** A later option of the same list sets the same: the contradiction is another rule's. */
function isOverridden(asked: Asked, later: readonly MountOption[], kernel: KernelVersion): boolean {
  return later.some((option) => askedBy(option, kernel)?.setting === asked.setting);
}

function isPickedAnyway({ setting, value }: Asked, kernel: KernelVersion): boolean {
  const picked = PICKED_ANYWAY[setting];
  return picked?.value === value && isAtLeast(kernel, picked.since);
}

function canonical({ setting, value }: Asked, name: string): string {
  return setting === "compress" ? writeCompression(compressionOf(value, name === "compress-force")) : value;
}

/** As a user would write it: `nodatacow`, `commit=60`, `discard=async`. */
export function asWritten(setting: string, value: string): string {
  if (setting === "compress") return value;
  const spelling = describeOption(setting)?.spellings.find(({ sets }) => sets === value);
  return spelling?.name ?? `${setting}=${value}`;
}

function effectiveText(setting: string, effective: string | undefined, state: FilesystemState): string {
  if (effective === undefined) return "the default";
  if (setting === "compress" && state.compress === "off" && !state.datacow) return "nodatacow";
  return asWritten(setting, effective);
}
