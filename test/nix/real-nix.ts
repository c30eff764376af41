/** Asks `nix-instantiate` what expressions are worth, many in one process. */
import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

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

/**
 * Answers in the order of the expressions. One process evaluates many as a list; a list that fails is halved until the
 * expressions that Nix refuses stand alone.
 */
export async function askNix(expressions: readonly string[]): Promise<readonly Answer[]> {
  const folder = mkdtempSync(join(tmpdir(), "agree-"));
  try {
    return await halving(expressions, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function halving(expressions: readonly string[], folder: string): Promise<readonly Answer[]> {
  if (expressions.length === 0) return [];
  const answer = await instantiate(`[\n${expressions.map((text) => `(\n${text}\n)`).join("\n")}\n]`, folder);
  // A string that is not closed in one expression may end in the next.
  if (answer.kind === "value" && Array.isArray(answer.json) && answer.json.length === expressions.length) {
    return answer.json.map((json): Answer => ({ kind: "value", json }));
  }
  if (expressions.length === 1) return [answer];
  const middle = expressions.length >> 1;
  const first = await halving(expressions.slice(0, middle), folder);
  return [...first, ...(await halving(expressions.slice(middle), folder))];
}

function instantiate(text: string, folder: string): Promise<Answer> {
  const file = join(folder, "ask.nix");
  writeFileSync(file, text);
  const nixpkgs = nixpkgsFolder();
  const args = ["--eval", "--strict", "--json", ...(nixpkgs ? ["-I", `nixpkgs=${nixpkgs}`] : []), file];
  const options = {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    timeout: 60_000,
    env: { ...process.env, NIX_PATH: "" },
  } as const;
  return new Promise((resolve) => {
    execFile("nix-instantiate", args, options, (error, stdout, stderr) => {
      if (error) resolve({ kind: "error", why: /error: *(.*)/.exec(stderr)?.[1] ?? error.message });
      else resolve({ kind: "value", json: JSON.parse(stdout) });
    });
  });
}
