/** `disko-toolstack profile`: what each host runs, where that was found, and how it uses the disk. */
import type { Engine, ProfileResult } from "../core/engine.ts";
import { DEFAULT_SETTINGS, type Selection, type Settings } from "../core/settings.ts";
import { printable } from "./cells.ts";
import { reportProblems } from "./input-problems.ts";
import { corePath, shownInText, shownPath } from "./paths.ts";
import { openPlaces } from "./places.ts";
import { profileJson } from "./report-profile-json.ts";
import { profileText } from "./report-profile-text.ts";
import { messageOf } from "./system-error.ts";
import { unknownHost } from "./unknown-name.ts";
import { complain, type ExitCode, type World } from "./world.ts";

export interface ProfileCommand {
  readonly format: "text" | "json";
  readonly selection: Selection;
}

export async function profile(typed: string, { format, selection }: ProfileCommand, world: World): Promise<ExitCode> {
  const path = corePath(world.cwd, typed);
  const shown = printable(shownPath(world.cwd, path));
  const unusable = typed === "" ? "an empty PATH was given" : whyUnusable(path, world);
  if (unusable !== undefined) return fail(world, `${shown}: ${unusable}`);

  const result = answer(await world.openEngine(), path, { ...DEFAULT_SETTINGS, selection });
  if (typeof result === "string") return fail(world, `${shown}: internal error, please report it: ${result}`);

  const trouble = reportProblems(result.problems, world);
  if (trouble === "flags") return 2;
  if (result.noSuchHost !== undefined) {
    return fail(world, `${shown}: ${unknownHost(selection.host ?? "", result.noSuchHost)}`);
  }

  if (format === "json") {
    world.stdout.write(profileJson(result, world));
    sayUnknown(result, world);
  } else world.stdout.write(profileText(result, shown, world));
  return trouble === "files" ? 1 : 0;
}

function whyUnusable(path: string, world: Pick<World, "files">): string | undefined {
  const content = world.files.read(path);
  switch (content.kind) {
    case "text":
    case "directory":
      return undefined;
    case "absent":
      return "no such file or folder";
    case "unreadable":
      return content.why;
    case "pending":
      return "it cannot be read";
    default:
      return content satisfies never;
  }
}

/** An exception in the engine is our bug; its message is all that is shown. */
function answer(engine: Engine, path: string, settings: Settings): ProfileResult | string {
  try {
    return engine.profile(path, settings);
  } catch (error) {
    return messageOf(error);
  }
}

/** What stood in the way of seeing more hosts has no host to stand under in JSON. */
function sayUnknown({ unknown }: ProfileResult, world: World): void {
  const places = openPlaces(world);
  for (const { at, why } of unknown) {
    const place = at && places.of(at);
    const where = place ? `${place.path}:${place.start.line}:${place.start.column}: ` : "";
    complain(world, printable(`${where}not known: ${shownInText(world.cwd, why)}`));
  }
}

function fail(world: World, message: string): ExitCode {
  complain(world, message);
  return 2;
}
