/**
 * What the command line needs from the process around it. The entry hands it in, so commands read no globals and the
 * server and the engine are started only by the commands that use them.
 */
import type { Engine } from "../core/engine.ts";
import type { Files } from "../core/files.ts";

export interface World {
  /** Folder that relative paths on the command line start from, as the system spells it. */
  readonly cwd: string;
  readonly version: string;
  /** Milliseconds since some moment. */
  now(): number;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly files: Files & {
    /** Reads `path` anew at the next look. */
    invalidate(path: string): void;
  };
  openEngine(): Promise<Engine>;
  /** Speaks the language server protocol over stdin and stdout until the client ends it. */
  startServer(): Promise<void>;
}

export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  /** Width of the terminal, in cells. */
  readonly columns?: number | undefined;
}

/**
 * 0: fine. 1: findings at error level, more warnings than allowed, or what was asked for could not be done in full.
 * 2: usage error, unreadable input, or a choice that only the user can make.
 */
export type ExitCode = 0 | 1 | 2;

/** One line on stderr, always with the program's name, so it is understood among the output of others. */
export function complain(world: Pick<World, "stderr">, message: string): void {
  world.stderr.write(`disko-toolstack: ${message}\n`);
}
