/**
 * Many expressions asked of one `nix repl`: there an expression that Nix refuses does not end the process, and what is
 * imported (nixpkgs' `lib`) is read once. What may end it, or leave it waiting for more, is told by the marks that are
 * missing.
 */
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Answer } from "./real-nix.ts";

export interface SessionOptions {
  /** Where expressions are written to; relative paths in them begin here. */
  readonly folder: string;
  /** Arguments for the search path: `-I nixpkgs=…` */
  readonly paths: readonly string[];
  /** Milliseconds after which the process is ended. */
  readonly limit: number;
}

const ARGUMENTS = ["--extra-experimental-features", "nix-command", "repl"];

/**
 * Answers from the first expression on, as far as the session came: the next one ended it, left it waiting or was too much for
 * the limit. None where there is no such command.
 */
export async function askSession(expressions: readonly string[], options: SessionOptions): Promise<readonly Answer[]> {
  const { folder, paths, limit } = options;
  const lines = expressions.map((text, index) => {
    const file = join(folder, `ask-${index}.nix`);
    writeFileSync(file, `(\n${text}\n)`);
    const value = `\${builtins.toJSON (import ${file})}`;
    return [value, "end"].map((said) => `builtins.trace "${mark(index)} ${said}" null\n`).join("");
  });
  const store = ["--store", join(folder, "store")];
  const output = await run("nix", [...ARGUMENTS, ...store, ...paths], lines.join(""), { folder, limit });
  return answersIn(output, expressions.length);
}

/** Nothing that expressions or errors say by chance. */
function mark(index: number): string {
  return `answer-7f3a ${index}`;
}

function answersIn(output: string, count: number): readonly Answer[] {
  const answers: Answer[] = [];
  let rest = output;
  for (let index = 0; index < count; index += 1) {
    const line = `trace: ${mark(index)} `;
    const end = rest.indexOf(`${line}end\n`);
    if (end < 0) return answers;
    const said = rest.slice(0, end);
    rest = rest.slice(end + line.length);
    const value = said.split("\n").find((text) => text.startsWith(line));
    answers.push(
      value === undefined
        ? { kind: "error", why: /error: *(.*)/.exec(said)?.[1] ?? "Nix gives no value" }
        : { kind: "value", json: JSON.parse(value.slice(line.length)) },
    );
  }
  return answers;
}

/** What a command says on its standard error, however it ends. */
function run(
  command: string,
  args: readonly string[],
  input: string,
  { folder, limit }: Pick<SessionOptions, "folder" | "limit">,
): Promise<string> {
  return new Promise((resolve) => {
    // The history of what is typed must not be that of the user.
    const env = { ...process.env, NIX_PATH: "", XDG_DATA_HOME: folder };
    const child = spawn(command, [...args], {
      cwd: folder,
      env,
      timeout: limit,
      killSignal: "SIGKILL",
      stdio: ["pipe", "ignore", "pipe"],
    });
    const parts: Buffer[] = [];
    child.stderr.on("data", (part: Buffer) => parts.push(part));
    child.stdin.on("error", () => {});
    child.on("error", () => resolve(""));
    child.on("close", () => resolve(Buffer.concat(parts).toString("utf8")));
    child.stdin.end(input);
  });
}
