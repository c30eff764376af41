/**
 * Real layouts with a few things changed at random: options, names, values, the style of a list, a `let`, comments in odd
 * places, line ends. Some become nonsense, as files are while people work on them.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { globSync } from "tinyglobby";
import { RULES } from "../../../server/core/rules/index.ts";
import { parse } from "../../support/evaluate.ts";
import { pathFor, wholeFile } from "../../support/rule-examples.ts";
import { SAMPLE_LAYOUTS } from "../../support/sample-layouts.ts";

const TEST = join(import.meta.dirname, "../..");

/** Text by name. Fixtures without their drawings: a fix may move what they point at. */
export const ORIGINALS: ReadonlyMap<string, string> = new Map([
  ...Object.entries(SAMPLE_LAYOUTS).map(([name, { text }]) => [`sample layout: ${name}`, text] as const),
  ...globSync(["rules/fixtures/*.nix", "mistakes/cases/*.nix", "workspaces/examples/*.nix"], {
    cwd: TEST,
    ignore: "**/*.fixed.nix",
  })
    .sort()
    .map((name) => [name, readFileSync(join(TEST, name), "utf8").replace(/^\s*#\s*\^+ DSK.*\r?\n/gm, "")] as const),
  ...RULES.filter(({ name }) => pathFor(name).endsWith(".nix")).map(
    (rule) => [`bad example of ${rule.name}`, wholeFile(rule.docs.bad, rule)] as const,
  ),
]);

const OPTIONS = [
  ...["compress=zstd", "compress=zstd:19", "compress=lzo", "compress-force=zstd:3", "compress=zst", "nodatacow"],
  ...["nodatasum", "autodefrag", "noatime", "relatime", "noatim", "noatime,compress=lzo", "ssd,,discard=async", ""],
  ...[
    "commit=30",
    "commit=999",
    "discard",
    "space_cache=v2",
    "inode_cache",
    "subvol=@",
    "defaults",
    "rw",
    "x-gvfs-hide",
  ],
  ...["compress = zstd", " noatime", "user_subvol_rm_allowed", "max_inline=0", "degraded", "ssd", "noacl"],
];

const NAMES = [
  ...["mountPoint", "mountpont", "mountOption", "mountoptions", "mountOptions", "mountpoint", "extraArg", "subvolume"],
  ...["subvolumes", "content", "contents", "type", "device", "size", "format", "priority"],
];

const VALUES = [
  ...["/", "/home", "/var/log/", "/nix", "512MiB", "100%", "1G", "btrfs", "btrf", "filesystem", "vfat", "gpt", "EF00"],
  ...["/dev/sda", "-f", "swap"],
];

/** A place is taken as a share of all that there are, so that one mutation fits every text. */
type Mutation = (text: string, place: number, word: string) => string;

function replaceOne(pattern: RegExp, by: (match: string, word: string) => string): Mutation {
  return (text, place, word) => {
    const matches = [...text.matchAll(pattern)];
    const match = matches[Math.floor(place * matches.length)];
    if (!match) return text;
    return text.slice(0, match.index) + by(match[0], word) + text.slice(match.index + match[0].length);
  };
}

const MUTATIONS: Readonly<Record<string, { readonly words: readonly string[]; readonly change: Mutation }>> = {
  "another option": {
    words: OPTIONS,
    change: replaceOne(/"[a-z_]+(=[a-z0-9:]+)?"(?=[\s\]])/g, (_, word) => `"${word}"`),
  },
  "one more option": {
    words: OPTIONS,
    change: replaceOne(/mountOptions = \[ ?/g, (match, word) => `${match}"${word}" `),
  },
  "another name": { words: NAMES, change: replaceOne(/\b[a-z][A-Za-z]+(?= = )/g, (_, word) => word) },
  "another value": { words: VALUES, change: replaceOne(/(?<== )"[^"\n]*"(?=;)/g, (_, word) => `"${word}"`) },
  "one attribute more": {
    words: ["mountpoint", "mountOptions", "type"],
    change: replaceOne(/mountpoint = "[^"\n]*";/g, (match, word) => `${match} ${word} = "/x";`),
  },
  "one item a line": {
    words: ["  ", "\t", "        "],
    change: replaceOne(/\[ ("[^"\n]*" )+\]/g, (match, blanks) => match.replaceAll(" ", `\n${blanks}`)),
  },
  "all items on a line": {
    words: [""],
    change: replaceOne(/\[\s+("[^"\n]*"\s+)+\]/g, (match) => match.replace(/\s+/g, " ")),
  },
  "items side by side": {
    words: [""],
    change: replaceOne(/\[\s+("[^"\n]*"\s+)+\]/g, (match) => match.replace(/\s+/g, "")),
  },
  "in brackets": { words: [""], change: replaceOne(/(?<== )\[ ("[^"\n]*" )+\](?=;)/g, (match) => `(${match} ++ [ ])`) },
  "in a let": {
    words: ["[ ]", '[ "noatime" ]'],
    change: (text, place, more) => {
      const changed = replaceOne(/(?<=mountOptions = )\[[^\]]*\](?=;)/g, () => "shared")(text, place, "");
      return changed === text || !text.startsWith("{\n") ? text : `let\n  shared = ${more}; # for all\nin\n${changed}`;
    },
  },
  inherited: {
    words: ["compress=zstd:19", "noatime"],
    change: (text, place, word) => {
      const changed = replaceOne(/mountOptions = \[[^\]]*\];/g, () => "inherit mountOptions;")(text, place, "");
      return changed === text || !text.startsWith("{\n") ? text : `let mountOptions = [ "${word}" ]; in\n${changed}`;
    },
  },
  "a comment at the end of a line": {
    words: ["# why", "# disko-ignore DSK204 the guide says so", "# disko-ignore DSK203 DSK201", "/* a block */"],
    change: (text, place, comment) => whole(text, replaceOne(/(?<=[;[{\]"])$/gm, () => ` ${comment}`)(text, place, "")),
  },
  // Not behind `stateVersion`: hosts are looked for by that word and the sign behind it.
  "a comment between two words": {
    words: ["/* here */", "/* disko-ignore DSK202 */"],
    change: (text, place, comment) =>
      whole(text, replaceOne(/(?<!\bstateVersion)(?<=\S) (?=\S)/g, () => ` ${comment} `)(text, place, "")),
  },
  "a comment for the file": {
    words: ["# disko-ignore-file DSK203 DSK210", "# disko-ignore-file DSK202: old machines", "#"],
    change: (text, _, comment) => `${comment}\n${text}`,
  },
  "a line taken out": { words: [""], change: replaceOne(/^.*\n/gm, () => "") },
  "no line end at the end": { words: [""], change: (text) => text.trimEnd() },
  tabs: { words: [""], change: (text) => text.replace(/^( {2})+/gm, (blanks) => "\t".repeat(blanks.length / 2)) },
  CRLF: { words: [""], change: (text) => text.replace(/\r?\n/g, "\r\n") },
};

/** The comment stands where it is one: not inside of a string. */
function whole(before: string, after: string): string {
  const [a, b] = [before, after].map((text) => parse("/mutated.nix", text));
  return a && b && b.comments.length === a.comments.length + 1 && b.errors.length <= a.errors.length ? after : before;
}

const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const step = fc
  .constantFrom(...Object.entries(MUTATIONS))
  .chain(([name, { words, change }]) =>
    fc.record({ name: fc.constant(name), change: fc.constant(change), word: fc.constantFrom(...words), place }),
  );

export interface MutatedLayout {
  readonly what: string;
  readonly text: string;
}

export const mutatedLayout: fc.Arbitrary<MutatedLayout> = fc
  .record({ original: fc.constantFrom(...ORIGINALS), steps: fc.array(step, { maxLength: 6 }) })
  .map(({ original: [name, text], steps }) => ({
    what: [name, ...steps.map((one) => `${one.name} (${one.word})`)].join(", "),
    text: steps.reduce((changed, one) => one.change(changed, one.place, one.word), text),
  }));
