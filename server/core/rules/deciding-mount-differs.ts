import type { Mount } from "../disko/layout.ts";
import type { EffectiveFilesystem, FilesystemState, IgnoredOption, Installed, Phase } from "../mounts/effective.ts";
import { differingSettings, STORAGE_SETTINGS, settingIn } from "../mounts/fold.ts";
import { asWritten } from "../mounts/ignored-options.ts";
import { namesOf } from "../mounts/written-options.ts";
import { enumerate } from "../text/enumerate.ts";
import { askForCompression } from "./ask-for-compression.ts";
import { defineRule, type RuleContext, type RuleFinding } from "./rule.ts";

/** Install and boot mount another subvolume first, and the two ask for different things. */
export const decidingMountDiffers = defineRule({
  code: "DSK208",
  name: "deciding-mount-differs",
  consequence: "silent",
  needsWholeFiles: true,
  docs: {
    what: "Which mount decides the options of a btrfs differs between install and boot, and so do its options.",
    why: "With root on tmpfs the first mount is another one in disko's script, in the scripted initrd and under systemd, where it can even be a race. Data is then stored in one way at install and in another later, or differently from boot to boot. The same filesystem-wide options on every mount make the order irrelevant.",
    bad: `{
  system.stateVersion = "25.11";
  disko.devices.nodev."/" = { fsType = "tmpfs"; mountOptions = [ "size=2G" ]; };
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "btrfs";
      subvolumes = {
        "@home" = { mountpoint = "/home"; };
        "@nix" = { mountpoint = "/nix"; mountOptions = [ "compress=zstd" ]; };
      };
    };
  };
}`,
    good: `{
  system.stateVersion = "25.11";
  disko.devices.nodev."/" = { fsType = "tmpfs"; mountOptions = [ "size=2G" ]; };
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "btrfs";
      subvolumes = {
        "@home" = { mountpoint = "/home"; mountOptions = [ "compress=zstd" ]; };
        "@nix" = { mountpoint = "/nix"; mountOptions = [ "compress=zstd" ]; };
      };
    };
  };
}`,
    sources: [
      "https://btrfs.readthedocs.io/en/latest/btrfs-man5.html#mount-options",
      "https://github.com/nix-community/disko/blob/master/lib/default.nix",
      "https://github.com/NixOS/nixpkgs/blob/master/nixos/lib/utils.nix",
    ],
  },

  *check(context) {
    for (const filesystem of context.effective.filesystems) {
      if (filesystem.installed) yield atInstall(filesystem.installed, filesystem, context);
      const { first, other, settings } = difference(filesystem) ?? {};
      if (first === undefined || other === undefined || settings === undefined) continue;
      const isStored = settings.some((setting) => STORAGE_SETTINGS.includes(setting));
      const silent = filesystem.deciding.flatMap(({ mount, state }) => (state?.compress === "off" ? [mount] : []));
      yield {
        at: first.mount.options.key ?? first.mount.object.at,
        message: `Which mount decides for the filesystem on \`${filesystem.filesystem.name}\` depends: ${phasesOf(filesystem)}; and they ask for different things. ${first.mount.name} comes to ${inWords(first.state, settings)}, ${other.mount.name} to ${inWords(other.state, settings)}. ${outcome(filesystem)} Write the same filesystem-wide options on all of its mounts.`,
        related: [{ at: other.mount.options.key ?? other.mount.object.at, message: "asks for something else" }],
        fixes: settings.includes("compress") ? askForCompression(context, filesystem, silent) : [],
        ...(isStored ? {} : { consequence: "better" }),
      };
    }
  },
});

interface Deciding {
  readonly mount: Mount;
  readonly state: FilesystemState;
}

interface Difference {
  readonly first: Deciding;
  readonly other: Deciding;
  /** In which settings they differ. */
  readonly settings: readonly string[];
}

/**
 * Between mounts that decide in some phase, where data is stored differently. What only holds while it is mounted is of no
 * matter to an installation: there it counts where mounts race at boot.
 */
function difference({ deciding, deciders }: EffectiveFilesystem): Difference | undefined {
  const known = deciding.flatMap(({ mount, state }) => (state === undefined ? [] : [{ mount, state }]));
  const racing = PHASES.map(([phase]) => deciders[phase]).flatMap((decider) =>
    decider.kind === "race" ? [known.filter(({ mount }) => decider.candidates.includes(mount))] : [],
  );
  const stored = between(known, (setting) => STORAGE_SETTINGS.includes(setting));
  return stored ?? racing.flatMap((candidates) => between(candidates, () => true) ?? []).at(0);
}

function between(
  [first, ...others]: readonly Deciding[],
  counts: (setting: string) => boolean,
): Difference | undefined {
  if (first === undefined) return undefined;
  for (const other of others) {
    const settings = differingSettings(first.state, other.state).filter(counts);
    if (settings.length > 0) return { first, other, settings };
  }
  return undefined;
}

function inWords(state: FilesystemState, settings: readonly string[]): string {
  // Without copy-on-write there are no checksums either.
  const said = settings.filter((setting) => setting !== "datasum" || !settings.includes("datacow"));
  const texts = said.map((setting) => `\`${asWritten(setting, settingIn(state, setting) ?? "")}\``);
  return enumerate(texts, "and");
}

/** What is certain where nobody knows the rest of the host, and so not how it boots. */
function atInstall(
  { decider, store, ignored }: Installed,
  filesystem: EffectiveFilesystem,
  context: RuleContext,
): RuleFinding {
  const names = enumerate([...new Set(ignored.map(({ option }) => `\`${option.text}\``))], "and");
  const forCompression = ignored.every(({ setting }) => setting === "compress");
  const [first] = ignored;
  return {
    at: decider.options.key ?? decider.object.at,
    message: `disko mounts ${placed(decider)} first, and the first mount decides for the whole filesystem on \`${filesystem.filesystem.name}\`: at install ${names} on ${store.name} has no effect, and the system is written ${first ? outcomeAtInstall(first) : ""}. At boot another mount may come first; what is installed stays as it is. ${
      forCompression
        ? "Write the same filesystem-wide options on all mounts of it."
        : `For a directory alone, \`chattr +C\` while it is empty does it.`
    }`,
    related: first ? [{ at: first.option.at, message: "has no effect at install" }] : [],
    fixes: forCompression ? askForCompression(context, filesystem, [decider]) : [],
  };
}

/** A subvolume is often named like the place of another. */
function placed({ name, mountpoint }: Mount): string {
  return `${name} (\`${mountpoint.value}\`)`;
}

function outcomeAtInstall({ setting, effective }: IgnoredOption): string {
  if (setting === "compress" && effective === "compress=no") return "without compression";
  return effective === "datacow" || effective === "datasum" ? "as if it were not there" : `with \`${effective}\``;
}

const PHASES: readonly (readonly [Phase, string])[] = [
  ["install", "at install"],
  ["bootScripted", "with the scripted initrd"],
  ["bootSystemd", "with the systemd initrd"],
];

/** A host that boots in one way only has the same mount in both initrds. */
function phasesOf(filesystem: EffectiveFilesystem): string {
  const [install, scripted, systemd] = PHASES.map(([phase, when]) => ({ who: whoDecides(filesystem, phase), when }));
  const parts =
    scripted?.who === systemd?.who ? [install, { who: scripted?.who, when: "at boot" }] : [install, scripted, systemd];
  return parts.flatMap((part) => (part === undefined ? [] : [`${part.who} ${part.when}`])).join(", ");
}

function outcome({ deciders }: EffectiveFilesystem): string {
  const isRace = PHASES.some(([phase]) => deciders[phase].kind === "race");
  return isRace
    ? "So it may change from one boot to the next, without a word."
    : "So what is installed is stored in another way than what is written later, without a word.";
}

function whoDecides({ deciders }: EffectiveFilesystem, phase: Phase): string {
  const decider = deciders[phase];
  switch (decider.kind) {
    case "known":
      return decider.mount.name;
    case "race":
      return `one of ${namesOf(decider.candidates)}`;
    case "unknown":
      return "some mount";
    default:
      return decider satisfies never;
  }
}
