import type { BtrfsFilesystem, Mount } from "../disko/layout.ts";
import { mountpointAbove } from "../machine/boot-mounts.ts";
import { tmpfilesLines } from "../machine/checksums-off.ts";
import { turningChecksumsOff } from "../mounts/checksums-off.ts";
import { mirroredProfile, type ProfileGiven } from "../mounts/mkfs-profiles.ts";
import { placeKey } from "../mounts/written-options.ts";
import { foldersInPlace } from "../plan/copy-on-write-off.ts";
import { mountOf } from "../plan/places.ts";
import { contradicted } from "./advice.ts";
import { defineRule, type RuleContext, type RuleFinding } from "./rule.ts";
import { sourceAt } from "./source-fix.ts";

/** Mirrored data without checksums: nothing tells the good copy from the damaged one. */
export const noChecksumsOnMirror = defineRule({
  code: "DSK501",
  name: "no-checksums-on-mirror",
  consequence: "risk",
  ofMachine: true,
  needsWholeFiles: true,
  docs: {
    what: "A btrfs keeps several copies of its data, and data on it has no checksums: by `nodatacow`, `nodatasum`, or `+C`.",
    why: "btrfs finds the good one of two copies by its checksum. Without copy-on-write there is none: when the copies differ, after a crash or a disk's silent error, a read returns either of them, and a scrub sees nothing. The second disk is paid for and protects only against the loss of a whole disk.",
    bad: `{
  disko.devices.disk.b = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "btrfs";
      extraArgs = [ "-d raid1" "/dev/disk/by-id/nvme-OTHER" ];
      subvolumes."@vm" = { mountpoint = "/var/lib/libvirt/images"; mountOptions = [ "nodatacow" ]; };
    };
  };
}`,
    good: `{
  disko.devices.disk.b = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "btrfs";
      extraArgs = [ "-d raid1" "/dev/disk/by-id/nvme-OTHER" ];
      subvolumes."@vm" = { mountpoint = "/var/lib/libvirt/images"; mountOptions = [ "noatime" ]; };
    };
  };
}`,
    sources: [
      "https://btrfs.readthedocs.io/en/latest/btrfs-man5.html#mount-options",
      "https://btrfs.readthedocs.io/en/latest/Scrub.html",
    ],
  },

  *check(context) {
    yield* byOption(context);
    yield* byHook(context);
    yield* byTmpfiles(context);
  },
});

function* byOption({ effective }: RuleContext): Iterable<RuleFinding> {
  const said = new Set<string>();
  for (const filesystem of effective.filesystems) {
    const profile = mirroredProfile(filesystem.filesystem);
    const off = turningChecksumsOff(filesystem);
    if (profile === undefined || off === undefined || said.has(placeKey(off.option.at))) continue;
    const { option, mount } = off;
    said.add(placeKey(option.at));
    yield {
      at: option.at,
      message: `\`${option.text}\` on ${mount.name} takes the checksums from the whole filesystem, ${onMirror(profile)} Remove it.`,
      related: [{ at: profile.word.at, message: "several copies" }],
    };
  }
}

const onMirror = ({ profile }: ProfileGiven): string =>
  `whose data is \`${profile}\`. Where its copies differ btrfs cannot tell the good one from the damaged one: it returns either, and a scrub does not see it.`;

const HOOKS = ["postCreateHook", "postMountHook"];

/** `chattr +C` in a hook of the btrfs itself. */
function* byHook({ layout, syntax }: RuleContext): Iterable<RuleFinding> {
  for (const filesystem of layout.btrfs) {
    const profile = mirroredProfile(filesystem);
    for (const name of profile === undefined ? [] : HOOKS) {
      const hook = filesystem.object.attributes.get(name);
      const [only, ...others] = hook?.definitions ?? [];
      if (profile === undefined || hook === undefined || !only?.certain || others.length > 0) continue;
      // With the path of a package in it the text is not known, but what is written is.
      const text = only.value.kind === "string" ? only.value.value : (sourceAt(syntax, hook.binding ?? only.at) ?? "");
      if (!setsNoCow(text)) continue;
      yield {
        at: hook.key,
        message: `\`chattr +C\` in this hook takes the checksums from new files of a btrfs ${onMirror(profile)} Leave copy-on-write on here.`,
        related: [{ at: profile.word.at, message: "several copies" }],
      };
    }
  }
}

/** The command itself, in a line that is no comment. */
function setsNoCow(text: string): boolean {
  return text.split("\n").some((line) => /^[^#]*\bchattr\s+(?:-\S+\s+)*\+[A-Za-z]*C/.test(line));
}

function* byTmpfiles(context: RuleContext): Iterable<RuleFinding> {
  const told = contradicted(context).flatMap(({ decision }) => decision.path ?? []);
  for (const { text, at } of tmpfilesLines(context.machine)) {
    for (const path of foldersInPlace([text])) {
      const filesystem = filesystemOf(path, context);
      const profile = filesystem && mirroredProfile(filesystem);
      if (profile === undefined || told.includes(path)) continue;
      yield {
        at,
        message: `\`+C\` takes the checksums from new files in ${path}, on a btrfs ${onMirror(profile)} Leave copy-on-write on here, unless the files check themselves or can be made again.`,
        related: [{ at: profile.word.at, message: "several copies" }],
      };
    }
  }
}

/** The btrfs that holds the path, by everything that the machine mounts. */
function filesystemOf(path: string, { layout, machine }: RuleContext): BtrfsFilesystem | undefined {
  const mount: Mount | undefined = mountOf(path, layout);
  const mounted = machine?.mounts === undefined ? undefined : mountpointAbove(path, machine.mounts.keys());
  if (mount === undefined || mounted !== mount.mountpoint.value) return undefined;
  return mount.btrfs;
}
