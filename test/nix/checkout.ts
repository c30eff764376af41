/** Files of the disk as the evaluator reads them, with some texts of our own in between. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import type { FileContent, Files } from "../../server/core/files.ts";

/** `given`: texts by path, which win over what lies there. */
export function diskFiles(given: Readonly<Record<string, string>> = {}): Files {
  return {
    read(path): FileContent {
      const own = given[path];
      if (own !== undefined) return { kind: "text", text: own };
      if (!existsSync(path)) return { kind: "absent" };
      if (!statSync(path).isDirectory()) return { kind: "text", text: readFileSync(path, "utf8") };
      const entries = readdirSync(path, { withFileTypes: true }).map((entry) => ({
        name: entry.name,
        kind: entry.isDirectory() ? ("directory" as const) : ("file" as const),
      }));
      return { kind: "directory", entries };
    },
  };
}
