/** What guides and habit would have us write, and why it is not written. Only what matters for this host and layout is told. */
import { askedBy, foldOptions, writeCompression } from "../mounts/fold.ts";
import { type MountOption, optionsOf } from "../mounts/mount-option.ts";
import type { Need, PathNeeds } from "../stack/need.ts";
import { enumerate } from "../text/enumerate.ts";
import { wantsInPlace } from "./choose-subvolumes.ts";
import { namesOfTools } from "./describe-needs.ts";
import type { FilesystemContext } from "./filesystem-context.ts";
import type { NotDone } from "./plan.ts";
import { CHATTR, COMPRESSION, DEFRAGMENTING, MOUNT_OPTIONS, TMPFILES, TRIM } from "./sources.ts";

export function notDoneOf(contexts: readonly FilesystemContext[]): NotDone[] {
  if (contexts.length === 0) return [];
  const options = contexts.flatMap(({ mounts }) => mounts.flatMap(optionsOf));
  const needs = contexts.flatMap((context) => context.needs);
  const overwritten = needs.filter(
    (one) =>
      wantsInPlace(one) || one.settled.some(({ dropped, kept }) => isCopyOnWrite(dropped) && isCopyOnWrite(kept)),
  );
  const told = [
    autodefrag(options, contexts, overwritten),
    overwritten.length > 0 || asks(options, "datacow", "off") ? NODATACOW : undefined,
    overwritten.length > 0 || options.some(isCompressNo) ? NO_COMPRESSION : undefined,
    contexts.some(hasSeveralLevels) ? LEVELS : undefined,
    DEFAULTS,
  ];
  return told.filter((one) => one !== undefined);
}

/** Needs of paths in homes: a new mountpoint there would belong to root. */
export function notDoneInHomes(needs: readonly PathNeeds[]): NotDone[] {
  const apart = needs.filter((one) => one.needs.some(({ want }) => want.aspect === "snapshots"));
  const inPlace = needs.filter(wantsInPlace);
  return [
    ...(apart.length > 0
      ? [
          {
            what: `Subvolumes in home directories (${enumerate(
              apart.map(({ path }) => `\`${path}\``),
              "and",
            )})`,
            because:
              "a new mountpoint in a home belongs to root, so the user's programs could not write there; make one by hand where it is worth it, and give it to the user",
            sources: [TMPFILES.url],
          },
        ]
      : []),
    ...inPlace.map(({ path, user, needs: own }): NotDone => {
      const names = namesOfTools(own);
      return {
        what: `No copy-on-write for \`${path}\`${names === "" ? "" : ` (${names})`}`,
        because:
          "in a home the directory is made by the user's own programs, often before a line of the system could set an attribute on it",
        sources: [TMPFILES.url, CHATTR.url],
        ...(user !== undefined && {
          snippet: `systemd.user.tmpfiles.users.${user}.rules = [ "h ${path} - - - - +C" ];`,
        }),
      };
    }),
  ];
}

function autodefrag(
  options: readonly MountOption[],
  contexts: readonly FilesystemContext[],
  overwritten: readonly PathNeeds[],
): NotDone | undefined {
  const written = asks(options, "autodefrag", "on");
  if (overwritten.length === 0 && !written) return undefined;
  const keeps = contexts.some(({ wish }) => wish.others.includes("autodefrag"));
  return {
    what: keeps ? "`autodefrag` is kept because the file asks for it; it would not be added" : "`autodefrag`",
    because:
      "it holds for the whole filesystem; its makers and distributions advise against it for large databases and images of virtual machines, and what it rewrites no longer shares blocks with snapshots and copies",
    sources: [MOUNT_OPTIONS.url, DEFRAGMENTING.url],
    snippet: `"autodefrag"`,
  };
}

const NODATACOW: NotDone = {
  what: "`nodatacow` on a single subvolume",
  because:
    "btrfs takes it from the first mount, for the whole filesystem: elsewhere it does nothing, and there it takes checksums and compression from everything; the attribute `+C` on a directory does what is meant",
  sources: [MOUNT_OPTIONS.url, CHATTR.url],
};

const NO_COMPRESSION: NotDone = {
  what: "`compress=no` on a single subvolume",
  because:
    "compression is one setting for the whole filesystem; files without copy-on-write are not compressed anyway, and `compress` gives up on files that do not shrink",
  sources: [COMPRESSION.url, MOUNT_OPTIONS.url],
};

const LEVELS: NotDone = {
  what: "Different `zstd` levels on different subvolumes",
  because:
    "there is one level for the whole filesystem, that of the first mount; the attribute of a file or directory chooses the algorithm, never the level",
  sources: [COMPRESSION.url],
};

const DEFAULTS: NotDone = {
  what: "`ssd`, `discard=async`, `space_cache=v2`",
  because: "the kernel uses them by itself where they fit; where they are written they do no harm, so they stay",
  sources: [MOUNT_OPTIONS.url, TRIM.url],
};

function isCopyOnWrite({ want }: Need): boolean {
  return want.aspect === "copy-on-write";
}

function asks(options: readonly MountOption[], setting: string, value: string): boolean {
  return options.some((option) => {
    const asked = askedBy(option);
    return asked?.setting === setting && asked.value === value;
  });
}

function isCompressNo(option: MountOption): boolean {
  return askedBy(option)?.setting === "compress" && foldOptions([option]).compress === "off";
}

function hasSeveralLevels({ mounts }: FilesystemContext): boolean {
  const asked = mounts
    .flatMap(optionsOf)
    .filter((option) => askedBy(option)?.setting === "compress" && !isCompressNo(option));
  return new Set(asked.map((option) => writeCompression(foldOptions([option]).compress))).size > 1;
}
