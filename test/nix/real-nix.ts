/** Asks `nix-instantiate` what expressions are worth, many in one process. */
import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { askSession } from "./nix-session.ts";

/** What Nix says: JSON text, or the first line of its error. */
export type Answer =
  | { readonly kind: "value"; readonly json: unknown }
  | { readonly kind: "error"; readonly why: string };

export function nixVersion(): string | undefined {
  try {
    return execFileSync("nix-instantiate", ["--version"], { encoding: "utf8" }).trim();
  } catch {
    return undefined;
  }
}

/** The folder that holds nixpkgs' `lib`, from NIXPKGS_LIB (that folder or `lib` itself). */
export function nixpkgsFolder(): string | undefined {
  const given = process.env.NIXPKGS_LIB;
  if (!given) return undefined;
  if (existsSync(join(given, "lib", "default.nix"))) return given;
  return existsSync(join(given, "default.nix")) ? dirname(given) : undefined;
}

/** Expressions that one session is asked for: what it has read stays in its memory. */
const SESSION = 500;
const SECOND = 1000;

/** Answers in the order of the expressions, of as few processes as may be. */
export async function askNix(expressions: readonly string[]): Promise<readonly Answer[]> {
  const folder = mkdtempSync(join(tmpdir(), "agree-"));
  const nixpkgs = nixpkgsFolder();
  const paths = nixpkgs ? ["-I", `nixpkgs=${nixpkgs}`] : [];
  const answers: Answer[] = [];
  try {
    while (answers.length < expressions.length) {
      const asked = expressions.slice(answers.length, answers.length + SESSION);
      const said = await askSession(asked, { folder, paths, limit: 120 * SECOND });
      answers.push(...said);
      // What a session does not survive, such as a stack that is full, is asked for by itself.
      const next = asked[said.length];
      if (next !== undefined) answers.push(await instantiate(next, folder, paths));
    }
    return answers;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function instantiate(text: string, folder: string, paths: readonly string[]): Promise<Answer> {
  const file = join(folder, "ask.nix");
  writeFileSync(file, `(\n${text}\n)`);
  const args = ["--eval", "--strict", "--json", ...paths, file];
  const options = {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    timeout: 60 * SECOND,
    env: { ...process.env, NIX_PATH: "" },
  } as const;
  return new Promise((resolve) => {
    execFile("nix-instantiate", args, options, (error, stdout, stderr) => {
      if (error) resolve({ kind: "error", why: /error: *(.*)/.exec(stderr)?.[1] ?? error.message });
      else resolve({ kind: "value", json: JSON.parse(stdout) });
    });
  });
}
