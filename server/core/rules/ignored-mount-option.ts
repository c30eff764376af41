import type { Mount } from "../disko/layout.ts";
import { checkOption } from "../mounts/check-option.ts";
import type { EffectiveFilesystem, EffectiveMount, IgnoredOption } from "../mounts/effective.ts";
import { askedBy, STORAGE_SETTINGS } from "../mounts/fold.ts";
import { optionsOf } from "../mounts/mount-option.ts";
import { namesOf, placeKey, writtenOptions } from "../mounts/written-options.ts";
import type { Fix } from "../text/finding.ts";
import { sharesList } from "./ask-for-compression.ts";
import { addOption, removeOption, replaceOption } from "./option-edits.ts";
import { defineRule, type RuleContext } from "./rule.ts";

/** Filesystem-wide options on a mount that does not decide them: the kernel reads and forgets them. */
export const ignoredMountOption = defineRule({
  code: "DSK204",
  name: "ignored-mount-option",
  consequence: "silent",
  needsWholeFiles: true,
  docs: {
    what: "A subvolume asks for an option that btrfs takes from another subvolume.",
    why: "Compression, copy-on-write and most other options belong to the filesystem. The mount that comes first decides; later ones succeed, say nothing and change nothing. So data is stored in another way than the file says.",
    bad: `"@" = { mountpoint = "/"; mountOptions = [ "compress=zstd" ]; };
"@db" = { mountpoint = "/var/lib/postgresql"; mountOptions = [ "nodatacow" ]; };`,
    good: `"@" = { mountpoint = "/"; mountOptions = [ "compress=zstd" ]; };
"@db" = { mountpoint = "/var/lib/postgresql"; mountOptions = [ "compress=zstd" ]; }; # and +C on the directory`,
    sources: [
      "https://btrfs.readthedocs.io/en/latest/btrfs-man5.html#mount-options",
      "https://btrfs.readthedocs.io/en/latest/Swapfile.html",
      "https://man7.org/linux/man-pages/man5/tmpfiles.d.5.html",
    ],
  },

  *check(context) {
    const asking = askedOnce(context);
    const users = new Map(writtenOptions(context.layout.mounts).map((one) => [placeKey(one.option.at), one.mounts]));
    for (const group of ignoredByPlace(context)) {
      const { ignored, filesystem, mounts } = group;
      const { option } = ignored;
      const everywhere = users.get(placeKey(option.at))?.every((mount) => mounts.includes(mount)) ?? false;
      const decider = filesystem.deciding[0]?.mount;
      yield {
        at: option.at,
        message: `\`${option.text}\` has no effect on ${namesOf(mounts)}: ${whatHolds(ignored, filesystem)}${whatToDo(ignored, mounts)}`,
        related: decider ? [{ at: decider.options.key ?? decider.object.at, message: "mounted first: decides" }] : [],
        fixes: everywhere ? fixesFor(context, group, asking) : [],
        ...(ignored.changesStorage ? {} : { consequence: "redundant", tags: ["unnecessary"] }),
      };
    }
  },
});

/** One place in the source, ignored on one or more mounts. */
interface Group {
  readonly ignored: IgnoredOption;
  readonly filesystem: EffectiveFilesystem;
  readonly mounts: readonly Mount[];
}

function ignoredByPlace({ effective }: RuleContext): Group[] {
  const groups = new Map<string, Group>();
  for (const filesystem of effective.filesystems) {
    for (const { mount, ignored: all } of filesystem.mounts) {
      for (const ignored of all) {
        const key = placeKey(ignored.option.at);
        const group = groups.get(key);
        groups.set(key, { ignored, filesystem, ...group, mounts: [...(group?.mounts ?? []), mount] });
      }
    }
  }
  return [...groups.values()];
}

function whatHolds({ setting, effective, asked }: IgnoredOption, filesystem: EffectiveFilesystem): string {
  const deciding = namesOf(filesystem.deciding.map(({ mount }) => mount));
  const decides = `the options of ${deciding}, mounted first, hold for the whole filesystem`;
  if (effective === "the default") return `${decides}, and leave this to the kernel.`;
  switch (setting) {
    case "compress":
      if (effective === "nodatacow")
        return `${decides}. \`nodatacow\` there turns it off: compression is off everywhere.`;
      if (effective === "compress=no") return `${decides} and do not ask for it: compression is off everywhere.`;
      return asked === "compress=no"
        ? `${decides}, so data is compressed here too (\`${effective}\`).`
        : `${decides}, so \`${effective}\` is used.`;
    case "datacow":
      return `${decides}, so copy-on-write is ${effective === "datacow" ? "on" : "off"}.`;
    case "datasum":
      return `${decides}, so checksums are ${effective === "datasum" ? "on" : "off"}.`;
    default:
      return `${decides}, so \`${effective}\` is used.`;
  }
}

function whatToDo({ setting, asked, effective }: IgnoredOption, mounts: readonly Mount[]): string {
  const path = mounts[0]?.mountpoint.value ?? "DIR";
  if (asked === "nodatacow" && mounts.every(holdsSwapFile)) {
    return " A swap file needs no option: disko makes it with copy-on-write off.";
  }
  if (asked === "nodatacow" || asked === "nodatasum") {
    return ` For this directory alone, \`chattr +C\` while it is empty does it: a systemd.tmpfiles rule \`h ${path} - - - - +C\`.`;
  }
  if (asked === "compress=no") {
    return ` For this directory alone, set the property: a systemd.tmpfiles rule \`t ${path} - - - - btrfs.compression=none\`.`;
  }
  return setting === "compress" && effective === "compress=no"
    ? ` Ask for it where the filesystem is mounted first.`
    : "";
}

function holdsSwapFile({ object }: Mount): boolean {
  return object.children.some(({ type }) => type === "btrfs_swap");
}

type AskOnDecider = (filesystem: EffectiveFilesystem, decider: Mount) => Fix[];

function fixesFor(context: RuleContext, { ignored, filesystem, mounts }: Group, asking: AskOnDecider): Fix[] {
  const { option, setting, asked, effective } = ignored;
  if (filesystem.decider === undefined || mounts.some(({ btrfs }) => btrfs !== filesystem.filesystem)) return [];
  if (asked === "datacow" || asked === "datasum") return [];
  if (setting !== "compress" || asked === "compress=no")
    return removeOption(context, option, mounts[0], removeTitle(ignored));
  if (effective === "nodatacow") return [];
  if (effective === "compress=no") return asking(filesystem, filesystem.decider);
  const inEffect = optionsOf(filesystem.decider).findLast((one) => askedBy(one)?.setting === "compress");
  const text = inEffect && checkOption(inEffect, context.settings.kernel).kind === "ok" ? inEffect.text : effective;
  return replaceOption(option, text, true, `Write \`${text}\`, which is what is in effect`);
}

function removeTitle({ option }: IgnoredOption): string {
  return `Remove \`${option.text}\`, which does nothing here`;
}

/** It looks at all mounts, and each of them may ask: once for a filesystem, or thousands of them take minutes. */
function askedOnce(context: RuleContext): AskOnDecider {
  const known = new Map<EffectiveFilesystem, Fix[]>();
  return (filesystem, decider) => {
    const fixes = known.get(filesystem) ?? askOnDecider(context, filesystem, decider);
    known.set(filesystem, fixes);
    return fixes;
  };
}

/** Writes the compression that all later mounts agree on where it takes effect. */
function askOnDecider(context: RuleContext, filesystem: EffectiveFilesystem, decider: Mount): Fix[] {
  const said = optionsOf(decider).some((option) => STORAGE_SETTINGS.includes(askedBy(option)?.setting ?? ""));
  const [wanted, ...others] = filesystem.mounts.flatMap(({ ignored }) =>
    ignored.filter(({ setting }) => setting === "compress"),
  );
  if (said || wanted === undefined || others.some(({ asked }) => asked !== wanted.asked)) return [];
  if (filesystem.mounts.some(asksForNone) || sharesList(context, decider)) return [];
  const { text } = wanted.option;
  return addOption(context, decider, text, `Ask for \`${text}\` on ${decider.name} too, so that it takes effect`);
}

function asksForNone({ options }: EffectiveMount): boolean {
  return options.some((option) => {
    const asked = askedBy(option);
    return asked?.setting === "compress" && asked.value === "no";
  });
}
