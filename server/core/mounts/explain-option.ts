/** Pages and hovers of mount options: the vocabulary in prose, and what is really in effect at one place. */
import { kernelText } from "../settings.ts";
import { checkOption } from "./check-option.ts";
import { PHASES } from "./deciders.ts";
import type { Decider, EffectiveFilesystem, EffectiveMount, Phase } from "./effective.ts";
import { compresses, foldOptions, settingIn } from "./fold.ts";
import { asWritten } from "./ignored-options.ts";
import type { MountOption } from "./mount-option.ts";
import { BTRFS_MAN } from "./vocabulary/building-blocks.ts";
import { describeOption, type OptionDescription, type OptionScope, VOCABULARY } from "./vocabulary.ts";

export interface OptionPage {
  readonly title: string;
  readonly markdown: string;
}

const SCOPES: Readonly<Record<OptionScope, string>> = {
  filesystem: "the whole filesystem: the mount that comes first decides, later ones are ignored",
  mount: "this mount only",
  userspace: "mount(8) and systemd; the kernel never sees it",
};

/** The page of an option, by its name (`compress`, `nodatacow`) or as written (`compress=zstd:3`); undefined if nobody knows it. */
export function optionPage(topic: string): OptionPage | undefined {
  const equals = topic.indexOf("=");
  const name = equals < 0 ? topic : topic.slice(0, equals);
  const value = equals < 0 ? undefined : topic.slice(equals + 1);
  const description = describeOption(name) ?? VOCABULARY.find(({ setting }) => setting === name);
  if (description === undefined) return undefined;
  const spellings = description.spellings.map((spelling) => `\`${spelling.name}\``).join(", ");
  const lines = [
    `# ${topic}`,
    ...(value === undefined ? [] : [verdictLine({ text: topic, name, value })]),
    description.meaning,
    [
      `- Written: ${spellings}${description.values === "" ? "" : ` = ${description.values}`}`,
      `- Holds for: ${SCOPES[description.scope]}`,
      `- Default: ${description.default}`,
      ...versionLines(description),
    ].join("\n"),
    description.sources.map((source) => `<${source}>`).join("  \n"),
  ];
  return { title: topic, markdown: `${lines.filter((line) => line !== "").join("\n\n")}\n` };
}

function versionLines({ since, deprecated, removed }: OptionDescription): string[] {
  const lines: string[] = [];
  const instead = (replacement: string | undefined) => (replacement === undefined ? "" : `; write \`${replacement}\``);
  if (since !== undefined) lines.push(`- Since Linux ${kernelText(since)}`);
  if (deprecated !== undefined) {
    lines.push(`- Deprecated since Linux ${kernelText(deprecated.since)}${instead(deprecated.replacement)}`);
  }
  if (removed !== undefined) {
    const effect = removed.effect === "fails" ? "a mount with it fails" : "it does nothing";
    lines.push(`- Removed in Linux ${kernelText(removed.since)}: ${effect}${instead(removed.replacement)}`);
  }
  return lines;
}

function verdictLine(option: Pick<MountOption, "text" | "name" | "value">): string {
  const verdict = checkOption(option);
  switch (verdict.kind) {
    case "bad-value":
      return `btrfs does not take this value: it takes ${verdict.accepted}.`;
    case "clamped":
      return `btrfs reads it as \`${verdict.to}\`: ${verdict.why}.`;
    case "not-yet":
      return `It needs Linux ${kernelText(verdict.since)}.`;
    default:
      return "";
  }
}

/** Markdown for the option under the pointer: what it means, and what holds on this mount in truth. */
export function optionHover(option: MountOption, mount: EffectiveMount, filesystem: EffectiveFilesystem): string {
  const description = describeOption(option.name);
  if (description === undefined) return `\`${option.text}\` is not an option that btrfs or mount(8) knows.`;
  const truths =
    description.scope === "filesystem"
      ? [effectLine(description, mount, filesystem), remountLine(option, description, mount, filesystem)]
      : [];
  return meaningOf(option, description, [verdictLine(option), ...truths]);
}

/**
 * The same for a mount of another filesystem: only options that mount(8) or the kernel's VFS reads, which mean the same
 * everywhere. Undefined for what belongs to the filesystem: we know btrfs only.
 */
export function sharedOptionHover(option: MountOption): string | undefined {
  const description = describeOption(option.name);
  if (description === undefined || description.scope === "filesystem" || description.setting.startsWith("subvol")) {
    return undefined;
  }
  return meaningOf(option, description, []);
}

function meaningOf(option: MountOption, description: OptionDescription, truths: readonly string[]): string {
  const [source] = description.sources;
  const lines = [
    `**\`${option.text}\`** · ${SCOPES[description.scope]}`,
    ...truths,
    description.meaning,
    `Default: ${description.default}.`,
    source === undefined ? "" : `[${new URL(source).hostname}](${source})`,
  ];
  return lines.filter((line) => line !== "").join("\n\n");
}

function effectLine(description: OptionDescription, mount: EffectiveMount, filesystem: EffectiveFilesystem): string {
  const { state, decider, deciders } = filesystem;
  const who = decidedBy(decider === mount.mount, deciders);
  if ((state === undefined || state.unsure?.has(description.setting)) && who !== undefined) {
    return `What is in effect here is not known for certain; it is ${who}.`;
  }
  if (state === undefined || who === undefined) {
    const own = settingText(description.setting, foldOptions(mount.options));
    return `What is in effect here is not known: another mount of \`${filesystem.filesystem.name}\` may come first. If this one does: ${own}.`;
  }
  const nothing =
    description.setting === "compress" && state.compress !== "off" && !compresses(state)
      ? " Nothing is compressed, for checksums are off."
      : "";
  return `In effect here: ${settingText(description.setting, state)}, ${who}.${nothing}`;
}

/** What a remount leaves as it is (measured), or what is done once, at a mount. */
const NOT_BY_REMOUNT: ReadonlySet<string> = new Set([
  ...["space_cache", "clear_cache", "dirsync", "rescue", "usebackuproot", "recovery", "norecovery", "nologreplay"],
  ...["device", "rescan_uuid_tree", "skip_balance", "iversion", "mand"],
]);

/**
 * `nixos-rebuild switch` remounts a mount whose options changed. A remount of any mount sets what it names for the whole
 * filesystem, and leaves what it does not name: measured on Linux 6.18.
 */
function remountLine(
  option: MountOption,
  { setting, sources }: OptionDescription,
  { mount, ignored }: EffectiveMount,
  { decider }: EffectiveFilesystem,
): string {
  if (NOT_BY_REMOUNT.has(setting) || !sources.includes(BTRFS_MAN)) return "";
  if (ignored.some((one) => one.option === option)) {
    return `\`nixos-rebuild switch\` remounts a mount whose options changed, and a remount sets what it names for the whole filesystem: \`${option.text}\` may hold everywhere then, until the next boot.`;
  }
  return decider === mount
    ? "Another value holds for all mounts from `nixos-rebuild switch` on; an option that is taken out stays in effect until the next boot."
    : "";
}

function settingText(setting: string, state: ReturnType<typeof foldOptions>): string {
  const value = settingIn(state, setting);
  return value === undefined ? "what the kernel picks" : `\`${asWritten(setting, value)}\``;
}

const PHASE_NAMES: Readonly<Record<Phase, string>> = {
  install: "at install",
  bootScripted: "at boot with the scripted initrd",
  bootSystemd: "at boot with the systemd initrd",
};

/** Undefined where no phase is known. */
function decidedBy(self: boolean, deciders: EffectiveFilesystem["deciders"]): string | undefined {
  if (self) return "decided by this mount";
  const all = PHASES.map((phase) => ({ phase, when: PHASE_NAMES[phase], who: whoText(deciders[phase]) }));
  const [install, scripted, systemd] = all;
  // A host that boots in one way only has the same mount in both initrds.
  const sameBoot = install !== undefined && scripted?.who === systemd?.who;
  const names = sameBoot ? [install, { when: "at boot", who: scripted?.who }] : all;
  const known = names.filter(({ who }) => who !== undefined);
  if (known.length === 0) return undefined;
  const distinct = new Set(names.map(({ who }) => who));
  if (distinct.size === 1) return `decided by ${known[0]?.who}`;
  return `decided by ${names.map(({ when, who = "a mount that is not known" }) => `${who} ${when}`).join(", ")}`;
}

function whoText(decider: Decider): string | undefined {
  switch (decider.kind) {
    case "known":
      return `${decider.mount.name} (\`${decider.mount.mountpoint.value}\`)`;
    case "race":
      return `whichever of ${decider.candidates.map(({ name }) => name).join(", ")} comes first`;
    case "unknown":
      return undefined;
    default:
      return decider satisfies never;
  }
}
