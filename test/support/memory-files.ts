import type { Files } from "../../server/core/files.ts";

/** A snapshot of a workspace held in memory. Folders exist where a file lies below them. */
export function memoryFiles(texts: Readonly<Record<string, string>>): Files {
  const paths = Object.keys(texts);
  return {
    read(path) {
      const text = texts[path];
      if (text !== undefined) return { kind: "text", text };
      const folder = path.endsWith("/") ? path : `${path}/`;
      return paths.some((p) => p.startsWith(folder)) ? { kind: "directory" } : { kind: "absent" };
    },
  };
}
