import { type GivenOption, type MkfsCommand, mkfsCommand } from "../mounts/mkfs-command.ts";
import { type RefusedValue, refusedValues } from "../mounts/mkfs-values.ts";
import type { Fix } from "../text/finding.ts";
import { defineRule } from "./rule.ts";
import { fitsInQuotes, isQuoted, replaceSource, type SyntaxOf } from "./source-fix.ts";

/** An option of mkfs.btrfs with a value that it refuses, or without the one that it needs. */
export const refusedMkfsValue = defineRule({
  code: "DSK331",
  name: "refused-mkfs-value",
  consequence: "install",
  needsWholeFiles: true,
  docs: {
    what: "`extraArgs` of a btrfs gives an option of mkfs.btrfs a value that it refuses.",
    why: "Profiles, checksums, features, sizes, labels and UUIDs are checked when the filesystem is made: the installation stops when the disk is already wiped and partitioned.",
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = { type = "btrfs"; extraArgs = [ "--csum crc32" ]; mountpoint = "/data"; };
  };
}`,
    good: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = { type = "btrfs"; extraArgs = [ "--metadata" "DUP" "--csum crc32c" ]; mountpoint = "/data"; };
  };
}`,
    sources: [
      "https://btrfs.readthedocs.io/en/latest/mkfs.btrfs.html",
      "https://github.com/kdave/btrfs-progs/blob/master/mkfs/main.c",
    ],
  },

  *check({ layout, syntax }) {
    for (const filesystem of layout.btrfs) {
      const command = mkfsCommand(filesystem);
      if (command === undefined) continue;
      for (const refused of refusedValues(command)) {
        const { given, value, why, meant } = refused;
        yield {
          at: given.value?.word.at ?? given.word.at,
          message: `\`${value}\`, given to mkfs.btrfs by \`${given.name}\`, ${why}. ${STOPS}${meant === undefined ? "" : ` Did you mean \`${meant}\`?`}`,
          fixes: fixesOf(syntax, refused),
        };
      }
      for (const { kind, word, name } of command.stops) {
        if (kind === "no-value") {
          const todo = name === "--compress" ? COMPRESSED : "";
          yield { at: word.at, message: `\`${name}\` needs a value after it, and there is none. ${STOPS}${todo}` };
        } else if (kind === "useless-value") {
          yield { at: word.at, message: `\`${name}\` takes no value. ${STOPS} Write \`${name}\` alone.` };
        }
      }
      yield* withoutRootdir(command);
    }
  },
});

const STOPS = "mkfs.btrfs refuses it, and the installation stops when the disk is already wiped and partitioned.";

const COMPRESSED = ' To have data compressed write it into `mountOptions`, for example "compress=zstd".';

/** Options that speak of the files that `--rootdir` fills the new filesystem with. */
function* withoutRootdir({ options, complete }: MkfsCommand) {
  if (!complete || options.some(({ option }) => option.long === "rootdir")) return;
  for (const given of options) {
    if (given.option.ofRootdir === undefined || asksForNothing(given)) continue;
    const todo = given.option.long === "compress" ? COMPRESSED : " Remove it.";
    yield {
      at: given.word.at,
      message: `\`${given.name}\` is only for files that \`--rootdir\` brings along. ${STOPS}${todo}`,
    };
  }
}

function asksForNothing({ option, value }: GivenOption): boolean {
  return option.long === "compress" && /^(?:no|none)$/.test(value?.text ?? "");
}

/** The value in place of which another was probably meant, where it stands once in a plain string. */
function fixesOf(syntax: SyntaxOf, { given, value, meant }: RefusedValue): Fix[] {
  const word = given.value?.word;
  if (word === undefined || meant === undefined || !isQuoted(syntax, word.at, word.element)) return [];
  const [before, after, ...more] = word.element.split(value);
  if (before === undefined || after === undefined || more.length > 0) return [];
  const text = before + meant + after;
  return fitsInQuotes(text) ? [replaceSource(word.at, `"${text}"`, `Write \`${meant}\``, false)] : [];
}
