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
  const taken = new Set(filesystem.subvolumes.map(({ name }) => name.replace(/^\//, "")));
  const fashion = fashionOf(filesystem, taken);
  return paths.map((path) => {
    const named = wantedFor(path, fashion, taken);
    const wanted = liesAt(named, path, filesystem) ? `@${wordsFor(path, { separator: undefined })}` : named;
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

/** Whether the name is the place in the filesystem where the data of `path` is now, and so where no subvolume can be made. */
function liesAt(name: string, path: string, { mountpoint, subvolumes }: BtrfsFilesystem): boolean {
  return [{ name: "", mountpoint }, ...subvolumes].some(
    (one) =>
      one.mountpoint.kind === "known" &&
      isWithin(path, one.mountpoint.value) &&
      `${one.name}/${below(path, one.mountpoint.value)}`.replace(/^\/+/, "") === name.replace(/^\//, ""),
  );
}

/** Folders that say nothing in a name. */
const SILENT = ["/var/lib", "/var", "/"];

function wordsFor(path: string, { separator }: Pick<Fashion, "separator">): string {
  if (separator !== undefined) return path.slice(1).replaceAll("/", separator);
  const silent = SILENT.find((folder) => path !== folder && isWithin(path, folder)) ?? "/";
  return below(path, silent).replaceAll("/", "-");
}

function fashionOf({ subvolumes }: BtrfsFilesystem, taken: ReadonlySet<string>): Fashion {
  const mounted = subvolumes.flatMap(({ name, mountpoint }) =>
    mountpoint.kind === "known" ? [{ name, path: mountpoint.value }] : [],
  );
  const others = mounted.filter(({ path }) => path !== "/");
  const prefix = prefixOf(
    (others.length > 0 ? others : mounted).map(({ name }) => name),
    taken,
  );
  const deep = others.filter(({ path }) => path.lastIndexOf("/") > 0);
  const separator = ["-", "_", "/"].find(
    (one) => deep.length > 0 && deep.every(({ name, path }) => name === prefix + path.slice(1).replaceAll("/", one)),
  );
  return { prefix, separator };
}

/**
 * What stands in front of every name: a folder with what comes before its words, else the sign of the first. A folder that
 * is a subvolume itself is left: what lies inside the system's is left behind when that is rolled back.
 */
function prefixOf(names: readonly string[], taken: ReadonlySet<string>): string {
  const [first] = names;
  if (first === undefined) return "@";
  const folder = /^(.+\/)[^/]+$/.exec(first)?.[1];
  const isSubvolume = folder !== undefined && taken.has(folder.replace(/^\/|\/$/g, ""));
  if (folder !== undefined && !isSubvolume && names.every((name) => name.startsWith(folder))) return folder;
  const marked = (mark: string): boolean => names.filter((name) => name.startsWith(mark)).length * 2 >= names.length;
  return marked("@") ? "@" : marked("/") ? "/" : "";
}
