/** `disko-toolstack eval`: the value of a file as strict JSON, to see what the checks see. */
import * as z from "zod";
import type { JsonInput } from "../core/nix/values/from-json.ts";
import { corePath, shownPath } from "./paths.ts";
import { messageOf } from "./system-error.ts";
import { complain, type ExitCode, type World } from "./world.ts";

/** Arguments for a file that is a function. */
export type Arguments = Readonly<Record<string, JsonInput>>;

export interface EvalOptions {
  /** Dotted path below the file's value. */
  readonly attr: string | undefined;
  readonly args: Arguments | undefined;
}

export async function evaluate(file: string, { attr, args }: EvalOptions, world: World): Promise<ExitCode> {
  const path = corePath(world.cwd, file);
  const shown = shownPath(world.cwd, path);
  const engine = await world.openEngine();
  try {
    const result = engine.evaluate(path, {
      ...(attr === undefined ? {} : { attribute: attr }),
      ...(args === undefined ? {} : { args }),
    });
    if (result.ok) {
      world.stdout.write(`${result.json}\n`);
      return 0;
    }
    complain(world, result.message.replaceAll(path, shown));
  } catch (error) {
    complain(world, `${shown}: internal error, please report it: ${messageOf(error)}`);
  }
  return 2;
}

const ArgumentsSchema = z.record(z.string(), z.json());

/** The argument of `--args`; the message of what is wrong with it otherwise. */
export function parseArguments(text: string): Arguments | string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return `It is not JSON (${messageOf(error)})`;
  }
  const result = ArgumentsSchema.safeParse(json);
  return result.success ? result.data : 'It must be an object of arguments, as in \'{"disks":["/dev/vda"]}\'';
}
