/** Random disko files in the styles people write them in, and random changes of their mount options. */
import fc from "fast-check";

export interface RandomMount {
  readonly name: string;
  readonly mountpoint: string;
  /** Elements of `mountOptions`, each with one or several options; undefined: not written. */
  readonly options: readonly string[] | undefined;
}

/** How a file writes its mounts. */
export const STYLES = [
  "one line",
  "lines",
  "one per line",
  "dotted",
  "shared list",
  "shared strings",
  "shared head",
  "function",
  "function with options",
  "mapAttrs",
  "several disks",
] as const;
export type Style = (typeof STYLES)[number];

export interface RandomFile {
  readonly style: Style;
  readonly comments: boolean;
  readonly crlf: boolean;
  readonly mounts: readonly RandomMount[];
}

const OPTIONS = ["compress=zstd", "compress=zstd:3", "noatime", "nodatacow", "ssd", "nofail", "commit=30", "x-a.b=c"];
const NEW = ["compress=zstd:1", "noatime", "discard=async", "space_cache=v2"];
const PLACES = ["/", "/home", "/nix", "/var/log", "/srv/data"];

const element = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...OPTIONS) },
  {
    weight: 1,
    arbitrary: fc.uniqueArray(fc.constantFrom(...OPTIONS), { minLength: 2, maxLength: 3 }).map((a) => a.join(",")),
  },
);
const list = fc.option(fc.array(element, { maxLength: 3 }), { nil: undefined });

export const randomFile: fc.Arbitrary<RandomFile> = fc
  .record({
    style: fc.constantFrom(...STYLES),
    comments: fc.boolean(),
    crlf: fc.boolean(),
    count: fc.integer({ min: 1, max: PLACES.length }),
    lists: fc.array(list, { minLength: PLACES.length, maxLength: PLACES.length }),
    // Lists that are shared must be few.
    same: fc.boolean(),
  })
  .map(({ style, comments, crlf, count, lists, same }) => ({
    style,
    comments,
    crlf,
    mounts: PLACES.slice(0, count).map((mountpoint, index) => ({
      name: mountpoint === "/" ? "@" : `@${mountpoint.slice(1).replaceAll("/", "-")}`,
      mountpoint,
      options: lists[same ? 0 : index],
    })),
  }));

/** A change of a random mount: which options go (by position among all of its options), and what comes. */
export interface RandomChange {
  readonly mount: number;
  readonly gone: readonly number[];
  readonly add: string | undefined;
}

export const randomChanges: fc.Arbitrary<readonly RandomChange[]> = fc.array(
  fc.record({
    mount: fc.nat({ max: PLACES.length - 1 }),
    gone: fc.uniqueArray(fc.nat({ max: 4 }), { maxLength: 2 }),
    add: fc.option(fc.constantFrom(...NEW), { nil: undefined }),
  }),
  { maxLength: 6 },
);

/** The same change for every mount, as a plan asks for most of the time. */
export const sameForAll: fc.Arbitrary<readonly RandomChange[]> = fc
  .record({ gone: fc.uniqueArray(fc.nat({ max: 2 }), { maxLength: 2 }), add: fc.constantFrom(...NEW) })
  .map((change) => PLACES.map((_, mount) => ({ ...change, mount })));

export function textOf(file: RandomFile): string {
  const text = wrap(file, file.style === "several disks" ? disks(file) : disk("main", "/dev/vda", subvolumes(file)));
  const commented = file.comments ? withComments(text) : text;
  return file.crlf ? commented.replaceAll("\n", "\r\n") : commented;
}

function wrap({ style, mounts }: RandomFile, body: string): string {
  const lists = distinctLists(mounts);
  const shared = style === "shared list" ? lists.map((one, index) => `  list${index} = ${oneLine(one)};`) : [];
  const strings = style === "shared strings" ? distinct(lists.flat()).map((one, i) => `  option${i} = "${one}";`) : [];
  const head = style === "shared head" ? [`  head = ${oneLine(headOf(mounts))};`] : [];
  const makers = {
    function: '  mk = mountpoint: { inherit mountpoint; mountOptions = [ "ssd" "noatime" ]; };',
    "function with options": "  mk = mountpoint: mountOptions: { inherit mountpoint mountOptions; };",
  }[style as string];
  const bindings = [...shared, ...strings, ...head, ...(makers ? [makers] : [])];
  const set = `{\n  disko.devices.disk = {\n${body}  };\n}\n`;
  const before = bindings.length > 0 ? `let\n${bindings.join("\n")}\nin\n` : "";
  return `# A layout.\n{ lib, ... }:\n${before}${set}`;
}

function disk(name: string, device: string, subvolumes: string): string {
  return `    ${name} = {
      type = "disk";
      device = "${device}";
      content = {
        type = "btrfs";
${subvolumes}
      };
    };
`;
}

function disks(file: RandomFile): string {
  return file.mounts
    .map((mount, index) =>
      disk(`d${index}`, `/dev/vd${index}`, subvolumes({ ...file, style: "lines", mounts: [mount] })),
    )
    .join("");
}

function subvolumes({ style, mounts }: RandomFile): string {
  const lists = distinctLists(mounts);
  const strings = distinct(lists.flat());
  const head = headOf(mounts);
  const listText = (options: readonly string[]): string => {
    if (style === "shared list") return `list${lists.findIndex((one) => same(one, options))}`;
    if (style === "shared strings") return `[ ${options.map((one) => `option${strings.indexOf(one)} `).join("")}]`;
    if (style === "shared head") return `head ++ ${oneLine(options.slice(head.length))}`;
    if (style === "one per line") return `[${options.map((one) => `\n              "${one}"`).join("")}\n            ]`;
    return oneLine(options);
  };
  const bindings = ({ mountpoint, options }: RandomMount): string[] => [
    `mountpoint = "${mountpoint}";`,
    ...(options ? [`mountOptions = ${listText(options)};`] : []),
  ];
  const value = (mount: RandomMount): string => {
    if (style === "one line") return `{ ${bindings(mount).join(" ")} }`;
    if (style === "function") return `mk "${mount.mountpoint}"`;
    if (style === "function with options") return `mk "${mount.mountpoint}" ${oneLine(mount.options ?? [])}`;
    if (style === "mapAttrs") return `"${mount.mountpoint}"`;
    return `{\n${bindings(mount)
      .map((one) => `            ${one}\n`)
      .join("")}          }`;
  };
  if (style === "dotted") {
    return mounts
      .flatMap((mount) => bindings(mount).map((one) => `        subvolumes."${mount.name}".${one}`))
      .join("\n");
  }
  const entries = mounts.map((mount) => `          "${mount.name}" = ${value(mount)};\n`).join("");
  if (style !== "mapAttrs") return `        subvolumes = {\n${entries}        };`;
  const shared = mounts[0]?.options ?? [];
  return `        subvolumes = lib.mapAttrs (_: mountpoint: { inherit mountpoint; mountOptions = ${oneLine(shared)}; }) {\n${entries}        };`;
}

function oneLine(options: readonly string[]): string {
  return `[ ${options.map((one) => `"${one}" `).join("")}]`;
}

function distinctLists(mounts: readonly RandomMount[]): (readonly string[])[] {
  const all = mounts.flatMap(({ options }) => (options ? [options] : []));
  return all.filter((one, index) => all.findIndex((other) => same(one, other)) === index);
}

/** What all lists begin with. */
function headOf(mounts: readonly RandomMount[]): readonly string[] {
  const lists = mounts.flatMap(({ options }) => (options ? [options] : []));
  const [first = []] = lists;
  const length = first.findIndex((one, index) => lists.some((list) => list[index] !== one));
  return length < 0
    ? first.slice(0, Math.min(...lists.map((one) => one.length), first.length))
    : first.slice(0, length);
}

function distinct<T>(all: readonly T[]): T[] {
  return [...new Set(all)];
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Every other line gets a comment behind it, every fifth one above it. */
function withComments(text: string): string {
  const lines = text.split("\n");
  return lines
    .flatMap((line, index) => {
      if (line === "") return [line];
      const indentation = /^ */.exec(line)?.[0] ?? "";
      const above = index % 5 === 0 ? [`${indentation}# above ${index}`] : [];
      return [...above, index % 2 === 0 ? `${line} # beside ${index}` : line];
    })
    .join("\n");
}
