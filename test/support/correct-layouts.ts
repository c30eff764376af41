/** The files of test/false-positives, and what their comments say of them. */
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { globSync } from "tinyglobby";

export const CORRECT = join(import.meta.dirname, "../false-positives");

export interface CorrectLayout {
  readonly name: string;
  readonly text: string;
}

/** Layouts of one file. */
export const LAYOUTS: readonly CorrectLayout[] = globSync("*.nix", { cwd: CORRECT })
  .sort()
  .map((path) => ({ name: basename(path, ".nix"), text: readFileSync(join(CORRECT, path), "utf8") }));

/** Names of the folders whose files belong together. */
export const WORKSPACES: readonly string[] = globSync("workspaces/*", { cwd: CORRECT, onlyDirectories: true })
  .map((path) => basename(path))
  .sort();

/** Texts of a workspace, by paths as if it lay at the root. */
export function readWorkspace(name: string): Record<string, string> {
  const cwd = join(CORRECT, "workspaces", name);
  const paths = globSync("**/*.nix", { cwd }).sort();
  return Object.fromEntries(paths.map((path) => [`/${path}`, readFileSync(join(cwd, path), "utf8")]));
}

/** `# allowed: DSK317 DSK212`: what may be said as an info or a hint. It has to be said, or the line is to go. */
export function allowedIn(text: string): string[] {
  return (/^# allowed: (.+)$/m.exec(text)?.[1] ?? "").split(" ").filter(Boolean).sort();
}

/** `# accused, wrongly: DSK105 (why)`: what we know we say, and should not. The line goes when it is said no more. */
export function wronglyAccusedIn(text: string): string[] {
  return [...text.matchAll(/^# accused, wrongly: (DSK\d+) \(.+\)$/gm)].map(([, code = ""]) => code).sort();
}

/** `# arguments: { device = "/dev/vda"; }`: what a caller of disko gives to a file that is a function. */
export function argumentsOf(text: string): string | undefined {
  return /^# arguments: (.+)$/m.exec(text)?.[1];
}

/** `# filled in: TEXT is TEXT`: what stands elsewhere when Nix reads the file. */
export function filledIn(text: string): string {
  const code = text.replace(/^#.*$/gm, "");
  return [...text.matchAll(/^# filled in: (.+?) is (.+)$/gm)].reduce(
    (filled, [, from = "", to = ""]) => filled.replaceAll(from, to),
    code,
  );
}
