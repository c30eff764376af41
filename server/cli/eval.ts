// `disko-toolstack eval`: the value of a file as strict JSON, to see what the checks see.
import { z } from "zod";
import type { JsonInput as Json } from "../core/nix/values/from-json.ts";
import { corePath, shownPath } from "./paths.ts";
import { messageOf } from "./system-error.ts";
import { complain, type ExitCode, type World } from "./world.ts";

export interface EvalOptions {
  /** Dotted path below the file's value. */
  readonly attr: string | undefined;
  /** JSON object of arguments for a file that is a function. */
  readonly args: { readonly [name: string]: Json } | undefined;
}

export async function evaluate(file: string, options: EvalOptions, world: World): Promise<ExitCode> {
  const path = corePath(world.cwd, file);
  const shown = shownPath(world.cwd, path);
  const content = world.files.read(path);
  if (content.kind !== "text") {
    complain(world, `${shown}: ${whyUnusable(content)}`);
    return 2;
  }
  const engine = await world.openEngine();
  const { attr, args } = options;
  try {
    const result = engine.evaluate(path, {
      ...(attr === undefined ? {} : { attribute: attr }),
      ...(args === undefined ? {} : { args }),
    });
    if (!result.ok) {
      complain(world, result.message.replaceAll(path, shown));
      return 2;
    }
    world.stdout.write(`${result.json}\n`);
    return 0;
  } catch (error) {
    complain(world, `${shown}: internal error, please report it: ${messageOf(error)}`);
    return 2;
  }
}

function whyUnusable(content: { readonly kind: string; readonly why?: string }): string {
  if (content.kind === "directory") return "it is a folder, not a file";
  if (content.kind === "absent") return "no such file or folder";
  return content.why ?? "it cannot be read";
}

const Arguments = z.record(z.string(), z.json());

/** The argument of `--args`; the message of what is wrong with it otherwise. */
export function parseArguments(text: string): { readonly [name: string]: Json } | string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return `it is not JSON (${messageOf(error)})`;
  }
  const result = Arguments.safeParse(json);
  return result.success ? result.data : 'it must be an object of arguments, as in \'{"disks":["/dev/vda"]}\'';
}
