/** Changed files as a unified diff that `patch -p1` and `git apply` take. */
import { posix } from "node:path";
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { printableText } from "./cells.ts";
import type { Paint, Style } from "./paint.ts";
import { corePath, nativePath, shownPath } from "./paths.ts";
import type { RewrittenFile } from "./rewrite.ts";

/** Empty where nothing changes. */
export function unifiedDiff(files: readonly RewrittenFile[], cwd: string): string {
  const base = baseOfDiff(files, cwd);
  return files.map((file) => patchOf(file, shownPath(nativePath(base), file.path))).join("");
}

/** The folder that the paths of a diff begin in: the one the user stands in, else the nearest above that holds all files. */
export function baseOfDiff(files: readonly RewrittenFile[], cwd: string): string {
  const holds = (folder: string, path: string): boolean =>
    path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
  let base = corePath(cwd, ".");
  while (base !== "/" && !files.every(({ path }) => holds(base, path))) base = posix.dirname(base);
  return base;
}

/** For a terminal: added green, removed red, and nothing that would steer it. */
export function paintDiff(diff: string, paint: Paint, toTerminal: boolean): string {
  const shown = toTerminal ? printableText(diff) : diff;
  return shown
    .split("\n")
    .map((line) => {
      const style = styleOf(line);
      return line === "" || !style ? line : paint(line, style);
    })
    .join("\n");
}

function styleOf(line: string): Style | undefined {
  if (/^(---|\+\+\+) /.test(line)) return "bold";
  if (line.startsWith("@@")) return "cyan";
  if (line.startsWith("+")) return "green";
  return line.startsWith("-") ? "red" : undefined;
}

function patchOf({ before, after, mark }: RewrittenFile, shown: string): string {
  const isNew = before === undefined;
  const [from, to] = [isNew ? "/dev/null" : nameOf("a", shown), nameOf("b", shown)];
  return createTwoFilesPatch(from, to, isNew ? "" : mark + before, mark + after, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
}

/** Names with odd characters are quoted as git does; after a blank a tab says where the name ends. */
function nameOf(side: string, path: string): string {
  const name = `${side}/${path}`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must be quoted
  if (/[\u0000-\u001f\u007f"\\]/.test(name)) return JSON.stringify(name).replace(/\\u00([0-9a-f]{2})/g, octal);
  return name.includes(" ") ? `${name}\t` : name;
}

function octal(_: string, hex: string): string {
  return `\\${Number.parseInt(hex, 16).toString(8).padStart(3, "0")}`;
}
