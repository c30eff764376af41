/**
 * The flags by which a user says what the host is and what it is for, the same for every command that takes them. What
 * is not said here the project file says, then the configuration, then the default.
 */
import { type Command, InvalidArgumentError, Option } from "commander";
import {
  ENVIRONMENTS,
  type Environment,
  NO_SELECTION,
  PRIORITIES,
  type Priority,
  type Selection,
  TARGETS,
  type Target,
} from "../core/settings.ts";
import { collect, parseName } from "./flags.ts";

/** What runs on the host. */
export interface StackFlags {
  readonly host?: string;
  readonly tool?: readonly string[];
  readonly exclude?: readonly string[];
  readonly project?: readonly string[];
}

/** What the layout is for. */
export interface PurposeFlags {
  readonly priority?: Priority;
  readonly environment?: Environment;
  readonly target?: Target;
  readonly module?: true;
  readonly standalone?: true;
}

export function addStackFlags(command: Command): Command {
  return command
    .optionsGroup("What the host runs:")
    .option("--host <name>", "the host, where several are found", parseName)
    .option("--tool <id>", "a tool that the host runs, whatever its configuration shows; may be repeated", collect)
    .option("--exclude <id>", "a tool to pass over; may be repeated", collect)
    .option(
      "--project <dir>",
      "a folder of source code on the host: absolute or '~/…'; may be repeated",
      (text, before: readonly string[] | undefined) => collect(parseProject(text), before),
    );
}

export function addPurposeFlags(command: Command): Command {
  return command
    .optionsGroup("What the layout is for:")
    .addOption(new Option("--priority <priority>", "what counts first; else balanced").choices(PRIORITIES))
    .addOption(
      new Option(
        "--environment <environment>",
        "what the machine is for; else development where an editor is found",
      ).choices(ENVIRONMENTS),
    )
    .addOption(
      new Option(
        "--target <target>",
        "install: the disk is still to be formatted; running, or where nobody says: it holds data that nothing may hide",
      ).choices(TARGETS),
    )
    .addOption(
      new Option("--module", "the file is imported as a NixOS module, whatever the workspace shows").conflicts(
        "standalone",
      ),
    )
    .addOption(new Option("--standalone", "the file is read by disko alone: only disko.devices takes effect"));
}

export function selectionOf(flags: StackFlags & PurposeFlags): Selection {
  return {
    ...NO_SELECTION,
    host: flags.host,
    tools: flags.tool ?? [],
    exclude: flags.exclude ?? [],
    projects: flags.project ?? [],
    priority: flags.priority,
    environment: flags.environment,
    target: flags.target,
    module: flags.module === true ? true : flags.standalone === true ? false : undefined,
  };
}

/** A relative folder would mean one of this machine, and the layout may be for another. */
function parseProject(text: string): string {
  if (/^(\/|~\/)/.test(text)) return text.length > 1 ? text.replace(/\/+$/, "") : text;
  throw new InvalidArgumentError("It must be absolute, or begin with '~/' (in quotes, so that it stays as it is).");
}
