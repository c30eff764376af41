/** The workspace as it would be with other texts in some files. */
import type { Files } from "../files.ts";

export function withTexts(files: Files, texts: ReadonlyMap<string, string>): Files {
  if (texts.size === 0) return files;
  return {
    read(path) {
      const text = texts.get(path);
      return text === undefined ? files.read(path) : { kind: "text", text };
    },
  };
}
