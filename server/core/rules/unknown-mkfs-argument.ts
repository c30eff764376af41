import { type MkfsCommand, mkfsCommand } from "../mounts/mkfs-command.ts";
import { MKFS_OPTIONS } from "../mounts/mkfs-options.ts";
import type { MkfsWord } from "../mounts/mkfs-words.ts";
import { describeOption } from "../mounts/vocabulary.ts";
import type { Fix } from "../text/finding.ts";
import { didYouMean } from "../text/similar.ts";
import { defineRule } from "./rule.ts";
import { fitsInQuotes, isQuoted, replaceSource, type SyntaxOf } from "./source-fix.ts";

/** A word in `extraArgs` of a btrfs that mkfs.btrfs cannot make sense of. */
export const unknownMkfsArgument = defineRule({
  code: "DSK330",
  name: "unknown-mkfs-argument",
  consequence: "install",
  docs: {
    what: "`extraArgs` of a btrfs has a word that no version of mkfs.btrfs takes.",
    why: "mkfs.btrfs stops at an option it does not know, and takes every other word for one more device. The shell makes words at blanks, so a label with a blank needs quotes inside the string. Either way the installation stops when the disk is already wiped and partitioned.",
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = { type = "btrfs"; extraArgs = [ "--froce" "-L my disk" ]; mountpoint = "/data"; };
  };
}`,
    good: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = { type = "btrfs"; extraArgs = [ "--force" "-L 'my disk'" ]; mountpoint = "/data"; };
  };
}`,
    sources: [
      "https://btrfs.readthedocs.io/en/latest/mkfs.btrfs.html",
      "https://github.com/nix-community/disko/blob/master/lib/types/btrfs.nix",
    ],
  },

  *check({ layout, syntax }) {
    for (const filesystem of layout.btrfs) {
      const command = mkfsCommand(filesystem);
      if (command === undefined) continue;
      for (const stop of command.stops) {
        if (stop.kind === "unknown") yield unknownOption(stop.name, stop.word, syntax);
      }
      for (const { option, name, word } of command.options) {
        if (option.removed === undefined) continue;
        const { since, instead } = option.removed;
        yield {
          at: word.at,
          message: `mkfs.btrfs has had no \`${name}\` since version ${since}, ${STOPS}${instead ? ` Write \`${instead}\`.` : " Remove it."}`,
        };
      }
      yield* strayWords(command, syntax);
    }
  },
});

const STOPS = "so the installation stops here, when the disk is already wiped and partitioned.";

function unknownOption(name: string, word: MkfsWord, syntax: SyntaxOf) {
  const { at } = word;
  const message = `mkfs.btrfs knows no option \`${name}\`, ${STOPS}`;
  if (isMountOption(name)) return { at, message: `${message} ${BELONGS_THERE}` };
  const meant = name.startsWith("--")
    ? didYouMean(
        name.slice(2),
        MKFS_OPTIONS.filter(({ removed }) => !removed).map(({ long }) => long),
      )
    : undefined;
  if (meant === undefined) return { at, message: `${message} Remove it.` };
  const text = word.text.replace(name, `--${meant}`);
  return {
    at,
    message: `${message} Did you mean \`--${meant}\`?`,
    fixes: replaceWord(syntax, word, text),
  };
}

const BELONGS_THERE = "It is an option of mount: those belong in `mountOptions`.";

function isMountOption(word: string): boolean {
  const name = word.replace(/^-+/, "").split("=")[0] ?? "";
  return name.length > 2 && describeOption(name) !== undefined;
}

/** What is neither an option nor a path is no device either: disko's script runs in no folder that has one. */
function* strayWords({ devices, options }: MkfsCommand, syntax: SyntaxOf) {
  const told = new Set<string>();
  for (const word of devices) {
    if (word.text.startsWith("/") || isPlaceholder(word.text)) continue;
    const label = options.find(({ option, value }) => option.long === "label" && value?.word.at === word.at);
    const { at } = word;
    if (label !== undefined) {
      if (told.has(word.element)) continue;
      told.add(word.element);
      yield {
        at,
        message: `The shell makes words at blanks: of "${word.element}" mkfs.btrfs gets \`${label.value?.text}\` as the label and takes \`${word.text}\` for one more device, which does not exist. The installation stops when the disk is already wiped and partitioned. Put the label in single quotes.`,
        fixes: quoteLabel(syntax, word),
      };
    } else {
      const why = `mkfs.btrfs takes \`${word.text}\` for one more device, as it is no option of its own, and finds none there: the installation stops when the disk is already wiped and partitioned.`;
      yield {
        at,
        message: `${why} ${isMountOption(word.text) ? BELONGS_THERE : "Remove it, or write its whole path."}`,
      };
    }
  }
}

/** `SECOND_DISK`: whoever takes the file over is to write a path there, and knows it. */
function isPlaceholder(word: string): boolean {
  return /^[A-Z][A-Z0-9_]*$/.test(word);
}

/** `-L my disk`, `my disk` → `-L 'my disk'`, `'my disk'`. */
function quoteLabel(syntax: SyntaxOf, { at, element }: MkfsWord): Fix[] {
  const [, option = "", label = ""] = /^((?:-L|--label)(?:\s+|=)|-L|)(.*)$/.exec(element) ?? [];
  if (/['"]|(?:^|\s)-/.test(label) || !isQuoted(syntax, at, element)) return [];
  const text = `${option}'${label}'`;
  return fitsInQuotes(text) ? [replaceSource(at, `"${text}"`, `Write "${text}"`, false)] : [];
}

/** Another word in place of one, where it stands once in a plain string. */
function replaceWord(syntax: SyntaxOf, { at, element, text }: MkfsWord, wanted: string): Fix[] {
  const [before, after, ...more] = element.split(text);
  if (before === undefined || after === undefined || more.length > 0 || !isQuoted(syntax, at, element)) return [];
  const whole = before + wanted + after;
  return fitsInQuotes(whole) ? [replaceSource(at, `"${whole}"`, `Write \`${wanted}\``, false)] : [];
}
