/** Names for new subvolumes, after the fashion of those that are there: `@log`, `/log`, `log`, `root/log`, `@var-log`. */
import type { BtrfsFilesystem } from "../disko/layout.ts";
import { below, isWithin } from "./paths.ts";

interface Fashion {
  readonly prefix: string;
  /** The whole path is told, with this between its parts; undefined: only what tells it apart. */
  readonly separator: string | undefined;
}

/** Names of new subvolumes for `paths`, none of which is taken. Same order. */
export function nameSubvolumes(filesystem: BtrfsFilesystem, paths: readonly string[]): string[] {
  const fashion = fashionOf(filesystem);
  const taken = new Set(filesystem.subvolumes.map(({ name }) => name.replace(/^\//, "")));
  return paths.map((path) => {
    const wanted = wantedFor(path, fashion, taken);
    let name = wanted;
    for (let next = 2; taken.has(name.replace(/^\//, "")); next += 1) name = `${wanted}-${next}`;
    taken.add(name.replace(/^\//, ""));
    return name;
  });
}

/** A name like a path can lie in another subvolume, there where the data is that is to be moved: then a plain word. */
function wantedFor(path: string, fashion: Fashion, taken: ReadonlySet<string>): string {
  const { prefix, separator } = fashion;
  const wanted = prefix + wordsFor(path, fashion);
  if (separator !== "/") return wanted;
  const hidden = [...taken].some((name) => wanted.startsWith(`${name}/`) && !prefix.startsWith(`${name}/`));
  return hidden ? prefix + wordsFor(path, { separator: undefined }) : wanted;
}

/** Folders that say nothing in a name. */
const SILENT = ["/var/lib", "/var", "/"];

function wordsFor(path: string, { separator }: Pick<Fashion, "separator">): string {
  if (separator !== undefined) return path.slice(1).replaceAll("/", separator);
  const silent = SILENT.find((folder) => path !== folder && isWithin(path, folder)) ?? "/";
  return below(path, silent).replaceAll("/", "-");
}

function fashionOf({ subvolumes }: BtrfsFilesystem): Fashion {
  const mounted = subvolumes.flatMap(({ name, mountpoint }) =>
    mountpoint.kind === "known" ? [{ name, path: mountpoint.value }] : [],
  );
  const others = mounted.filter(({ path }) => path !== "/");
  const prefix = prefixOf((others.length > 0 ? others : mounted).map(({ name }) => name));
  const deep = others.filter(({ path }) => path.lastIndexOf("/") > 0);
  const separator = ["-", "_", "/"].find(
    (one) => deep.length > 0 && deep.every(({ name, path }) => name === prefix + path.slice(1).replaceAll("/", one)),
  );
  return { prefix, separator };
}

/** What stands in front of every name: a folder with what comes before its words, else the sign of the first. */
function prefixOf(names: readonly string[]): string {
  const [first] = names;
  if (first === undefined) return "@";
  const folder = /^(.+\/)[^/]+$/.exec(first)?.[1];
  if (folder !== undefined && names.every((name) => name.startsWith(folder))) return folder;
  const marked = (mark: string): boolean => names.filter((name) => name.startsWith(mark)).length * 2 >= names.length;
  return marked("@") ? "@" : marked("/") ? "/" : "";
}
