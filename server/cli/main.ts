/** The command line: which commands and options there are, and what each word of help says. It decides nothing else. */
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { type KernelVersion, parseKernelVersion } from "../core/settings.ts";
import { type CheckOptions, check } from "./check.ts";
import { type Arguments, evaluate, parseArguments } from "./eval.ts";
import { explain } from "./explain.ts";
import { messageOf } from "./system-error.ts";
import { complain, type ExitCode, type World } from "./world.ts";

const EXAMPLES = `
Examples:
  disko-toolstack check                      every disko file below this folder
  disko-toolstack check disko.nix --fix      repair what is certainly right to repair
  disko-toolstack check hosts --format json --max-warnings 0
  disko-toolstack eval disko.nix --attr disko.devices.disk --args '{"disks":["/dev/vda"]}'
  disko-toolstack explain DSK204
  disko-toolstack explain compress

Exit codes: 0 nothing at error level, 1 errors or too many warnings, 2 wrong usage or unreadable files.`;

const CHECK_NOTES = `
Folders are searched for *.nix; node_modules, hidden folders and links to folders are left out. Files without disko
devices are skipped silently. Findings in an imported file are reported at their own place.
A comment "# disko-ignore DSK204" silences a finding on its line.
--format json writes one object: { "version": 1, "findings": [ … ], "summary": { … } }; paths are relative to the
working folder, lines and columns count from 1, columns in UTF-16 code units, ends are exclusive.`;

/** Runs one command line (without node and script). Never throws; what went wrong is one line on stderr. */
export async function main(words: readonly string[], world: World): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const program = describe(world, (code) => {
    exitCode = code;
  });
  if (words.length === 0) {
    complain(world, "no command given: check, eval, explain or lsp (--help shows examples)");
    return 2;
  }
  try {
    await program.parseAsync([...words], { from: "user" });
    return exitCode;
  } catch (error) {
    // Commander has said what is wrong already; help and version are no errors.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    complain(world, `internal error, please report it: ${messageOf(error)}`);
    return 2;
  }
}

function describe(world: World, finish: (code: ExitCode) => void): Command {
  const program = new Command("disko-toolstack")
    .description(
      "Checks and fixes disko layouts for NixOS: knows what btrfs will really do with the mount options written.",
    )
    .version(world.version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand(false)
    .addHelpText("after", EXAMPLES)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => world.stdout.write(text),
      writeErr: (text) => world.stderr.write(text),
      getOutHelpWidth: () => world.stdout.columns ?? 100,
      outputError: (text) =>
        complain(
          world,
          `${text
            .replace(/^error: /, "")
            .replace(/\s+/g, " ")
            .trim()} (see --help)`,
        ),
    });

  program
    .command("check")
    .description("report problems in disko files")
    .argument("[paths...]", "files or folders", ["."])
    .addOption(new Option("--format <format>", "how to report").choices(["text", "json"]).default("text"))
    .option("--kernel <X.Y>", "Linux version of the host; decides which mount options exist", parseKernel)
    .option("--fix", "apply the fixes that are certainly harmless, then report what remains", false)
    .option("--max-warnings <n>", "fail when there are more warnings than this", parseCount)
    .addHelpText("after", CHECK_NOTES)
    .action(async (paths: string[], options: CheckFlags) => finish(await check(paths, checkOptions(options), world)));

  program
    .command("eval")
    .description("print the value of a Nix file as JSON, without running Nix")
    .argument("<file>", "a Nix file")
    .option("--attr <path>", "print only this attribute: a.b.c")
    .option("--args <json>", "arguments for a file that is a function", parseArgs)
    .addHelpText(
      "after",
      '\nWhat cannot be known is { "$unknown": "why" }, a function is { "$function": true }. Arguments that are not given\ntake their defaults or are unknown; lib is known.',
    )
    .action(async (file: string, { attr, args }: EvalFlags) => finish(await evaluate(file, { attr, args }, world)));

  program
    .command("explain")
    .description("explain a rule or a btrfs mount option")
    .argument("<topic>", "a code (DSK204), a rule's name or a mount option (compress)")
    .action(async (topic: string) => finish(await explain(topic, world)));

  program
    .command("lsp")
    .description("start the language server")
    .requiredOption("--stdio", "speak over stdin and stdout")
    .allowUnknownOption()
    .allowExcessArguments()
    .action(() => world.startServer());

  return program;
}

interface CheckFlags {
  readonly format: CheckOptions["format"];
  readonly kernel?: KernelVersion;
  readonly fix: boolean;
  readonly maxWarnings?: number;
}

interface EvalFlags {
  readonly attr: string | undefined;
  readonly args: Arguments | undefined;
}

function checkOptions({ format, kernel, fix, maxWarnings }: CheckFlags): CheckOptions {
  return { format, kernel, fix, maxWarnings };
}

function parseKernel(text: string): KernelVersion {
  const kernel = parseKernelVersion(text);
  if (!kernel) throw new InvalidArgumentError("It must look like 6.12.");
  return kernel;
}

function parseCount(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("It must be a whole number, 0 or more.");
  return Number(text);
}

function parseArgs(text: string): Arguments {
  const args = parseArguments(text);
  if (typeof args === "string") throw new InvalidArgumentError(`${args}.`);
  return args;
}
