/** `disko-toolstack generate`: the optimized layout of a file, as its new text, as a diff, or written in place. */
import type { Engine, GenerateOptions, GenerateResult } from "../core/engine.ts";
import { DEFAULT_SETTINGS, type KernelVersion, type Selection, type Settings } from "../core/settings.ts";
import { PROJECT_FILES } from "../core/stack/project-file.ts";
import { enumerate } from "../core/text/enumerate.ts";
import { printable, printableText } from "./cells.ts";
import { reportProblems } from "./input-problems.ts";
import { paintFor } from "./paint.ts";
import { corePath, nativePath, shownInText, shownPath } from "./paths.ts";
import { openPlaces } from "./places.ts";
import type { Delivery, Planned } from "./plan-outcome.ts";
import { replaceFiles } from "./replace-file.ts";
import { planJson, refusalJson } from "./report-plan-json.ts";
import { planText } from "./report-plan-text.ts";
import { type RewrittenFile, rewriteFiles } from "./rewrite.ts";
import { messageOf } from "./system-error.ts";
import { paintDiff, unifiedDiff } from "./unified-diff.ts";
import { unknownHost, unknownName } from "./unknown-name.ts";
import { complain, type ExitCode, type World } from "./world.ts";

export interface GenerateCommand {
  readonly output: Delivery;
  readonly format: "text" | "json";
  readonly kernel: KernelVersion | undefined;
  readonly selection: Selection;
  readonly options: GenerateOptions;
}

export async function generate(typed: string, command: GenerateCommand, world: World): Promise<ExitCode> {
  const path = corePath(world.cwd, typed);
  const shown = printable(shownPath(world.cwd, path));
  const unusable = typed === "" ? "an empty FILE was given" : whyUnusable(path, command.options, world);
  if (unusable !== undefined) return fail(world, typed === "" ? unusable : `${shown}: ${unusable}`, 2);
  const both = command.options.accept.find((id) => command.options.skip.includes(id));
  if (both !== undefined)
    return fail(world, printable(`"${both}" is named by --accept and by --skip: keep one of them`), 2);

  const engine = await world.openEngine();
  const settings: Settings = { ...DEFAULT_SETTINGS, kernel: command.kernel, selection: command.selection };
  const result = answer(engine, path, settings, command.options);
  if (typeof result === "string") return fail(world, `${shown}: internal error, please report it: ${result}`, 2);

  const trouble = reportProblems(result.problems, world);
  if (trouble === "flags") return 2;

  switch (result.kind) {
    case "which-host":
      return fail(world, whichHost(shown, command.selection.host, result.hosts), 2);
    case "needs-device":
      return fail(world, `${shown}: ${whichDisk(layoutsBeside(engine, path, settings), world)}`, 2);
    case "refused": {
      const place = result.at && openPlaces(world).of(result.at);
      if (command.format === "json") world.stdout.write(refusalJson(path, result, world));
      const where = place ? `${printable(place.path)}:${place.start.line}:${place.start.column}` : shown;
      return fail(world, `${where}: ${printable(shownInText(world.cwd, result.why))}`, 1);
    }
    case "plan":
      if (asksForNew(command.options) && hasLayout(engine, path, settings)) {
        complain(world, `${shown}: it has a layout already, so --device, --luks and --swap are not used`);
      }
      return deliver(path, result, command, trouble === "files", world);
    default:
      return result satisfies never;
  }
}

/** Why there is nothing to generate from, in words that complete "FILE: …". */
function whyUnusable(path: string, options: GenerateOptions, world: World): string | undefined {
  // Some YAML is Nix too: `tools: [ ccache ]` is a function.
  if (PROJECT_FILES.some((name) => path.endsWith(`/${name}`))) return "it holds no layout, it says what a host runs";
  const content = world.files.read(path);
  switch (content.kind) {
    case "text":
      return undefined;
    case "absent":
      if (options.fresh.device !== undefined) return undefined;
      return "no such file. --device /dev/disk/by-id/… makes a new layout";
    case "directory":
      return "it is a folder: name the file that defines disko.devices";
    case "unreadable":
      return content.why;
    case "pending":
      return "it cannot be read";
    default:
      return content satisfies never;
  }
}

/** An exception in the engine is our bug; it is said and nothing is written. */
function answer(engine: Engine, path: string, settings: Settings, options: GenerateOptions): GenerateResult | string {
  try {
    // A host that is not there is a wrong word on the command line, not a layout that cannot be planned.
    const hosts = settings.selection.host === undefined ? undefined : engine.profile(path, settings).noSuchHost;
    if (hosts) return { kind: "which-host", hosts, read: [], pending: [], problems: [] };
    return engine.generate(path, settings, options);
  } catch (error) {
    return messageOf(error);
  }
}

/** Files that define the disko devices of hosts that read `path`. */
function layoutsBeside(engine: Engine, path: string, settings: Settings): readonly string[] {
  const files = engine.profile(path, settings).hosts.flatMap(({ diskoFiles }) => diskoFiles);
  return [...new Set(files)].filter((file) => file !== path && engine.check(file, settings).isDisko);
}

function whichDisk(beside: readonly string[], world: Pick<World, "cwd">): string {
  const others = beside.map((file) => printable(shownPath(world.cwd, file)));
  if (others.length > 0) return `it has no layout of its own. The host's is in ${enumerate(others, "and")}: name that`;
  return "it has no layout yet. Name the disk with --device /dev/disk/by-id/…; --luks encrypts it, --swap 16G makes a swap file";
}

function asksForNew({ fresh }: GenerateOptions): boolean {
  return fresh.device !== undefined || fresh.luks || fresh.swap !== undefined;
}

function hasLayout(engine: Engine, path: string, settings: Settings): boolean {
  return engine.check(path, settings).isDisko;
}

function deliver(
  path: string,
  result: Planned,
  command: GenerateCommand,
  hasBadFiles: boolean,
  world: World,
): ExitCode {
  const unknown = unknownDecision(result, command.options);
  if (unknown !== undefined) return fail(world, unknown, 2);

  const files = rewriteFiles(path, result.edits, world);
  const isPartial = result.notWritten.length > 0 || result.plan.refusals.length > 0;
  if (command.output === "write") {
    const shown = printable(shownPath(world.cwd, path));
    if (hasBadFiles) return fail(world, `${shown}: nothing was written, because of the above`, 1);
    const failure = write(files, world);
    if (failure !== undefined) return fail(world, failure, 2);
  }

  if (command.format === "json") {
    world.stdout.write(planJson(path, result, files, command.output, world));
  } else {
    world.stdout.write(product(path, result, files, command.output, world));
    world.stderr.write(planText(path, result, files, command.output, world));
  }
  return isPartial || hasBadFiles ? 1 : 0;
}

/** What goes to stdout: the text of the file, the diff, or the files that were written. */
function product(
  path: string,
  result: Planned,
  files: readonly RewrittenFile[],
  output: Delivery,
  world: World,
): string {
  const toTerminal = world.stdout.isTTY === true;
  switch (output) {
    case "text": {
      const own = files.find((file) => file.path === path);
      const text = own ? own.mark + own.after : result.text;
      return toTerminal ? printableText(text) : text;
    }
    case "diff":
      return paintDiff(unifiedDiff(files, world.cwd), paintFor(world.stdout, world.environment), toTerminal);
    case "write":
      return files.map((file) => `Wrote ${printable(shownPath(world.cwd, file.path))}.\n`).join("");
    default:
      return output satisfies never;
  }
}

/** All files or none. The message, where it was none. */
function write(files: readonly RewrittenFile[], world: World): string | undefined {
  const result = replaceFiles(
    files.map(({ path, before, edits }) => ({ native: nativePath(path), expected: before, edits })),
  );
  for (const { path } of files) world.files.invalidate(path);
  if (result.ok) return undefined;
  return `${printable(shownPath(world.cwd, corePath(world.cwd, result.native)))}: nothing was written: ${result.why}`;
}

function whichHost(shown: string, asked: string | undefined, hosts: readonly string[]): string {
  if (asked !== undefined) return `${shown}: ${unknownHost(asked, hosts)}`;
  return `${shown}: several hosts use it; choose one with --host: ${printable(enumerate(hosts, "or"))}`;
}

/** A word after --accept or --skip that is no decision of this plan: taken silently, it would do nothing. */
function unknownDecision({ plan }: Planned, { accept, skip }: GenerateOptions): string | undefined {
  const ids = plan.decisions.map(({ id }) => id);
  const wrong = [...accept, ...skip].find((id) => !ids.includes(id));
  return wrong === undefined ? undefined : unknownName(`the plan has no decision "${wrong}"`, wrong, ids);
}

function fail(world: World, message: string, code: ExitCode): ExitCode {
  complain(world, message);
  return code;
}
