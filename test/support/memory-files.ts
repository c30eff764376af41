import type { DirectoryEntry, Files } from "../../server/core/files.ts";

/** A snapshot of a workspace held in memory. Folders exist where a file lies below them. */
export function memoryFiles(texts: Readonly<Record<string, string>>): Files {
  const paths = Object.keys(texts);
  return {
    read(path) {
      const text = texts[path];
      if (text !== undefined) return { kind: "text", text };
      const folder = path.endsWith("/") ? path : `${path}/`;
      const entries = new Map<string, DirectoryEntry>();
      for (const below of paths.filter((p) => p.startsWith(folder))) {
        const [name = "", ...rest] = below.slice(folder.length).split("/");
        entries.set(name, { name, kind: rest.length > 0 ? "directory" : "file" });
      }
      const sorted = [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
      return sorted.length > 0 ? { kind: "directory", entries: sorted } : { kind: "absent" };
    },
  };
}
