/** The command line: which commands and options there are, and what each word of help says. It decides nothing else. */
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import type { KernelVersion } from "../core/settings.ts";
import { CHECK_FORMATS, type CheckOptions, check } from "./check.ts";
import { type Arguments, evaluate, parseArguments } from "./eval.ts";
import { explain } from "./explain.ts";
import { collect, collectRule, parseCount, parseDevice, parseKernel, parseSize } from "./flags.ts";
import { type GenerateCommand, generate } from "./generate.ts";
import { CHECK_NOTES, EVAL_NOTES, EXAMPLES, GENERATE_NOTES, PROFILE_NOTES } from "./help.ts";
import { type ProfileCommand, profile } from "./profile.ts";
import { addPurposeFlags, addStackFlags, type PurposeFlags, type StackFlags, selectionOf } from "./selection.ts";
import { messageOf } from "./system-error.ts";
import { complain, type ExitCode, type World } from "./world.ts";

/** Runs one command line (without node and script). Never throws; what went wrong is one line on stderr. */
export async function main(words: readonly string[], world: World): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const program = describe(world, (code) => {
    exitCode = code;
  });
  if (words.length === 0) {
    complain(world, "no command given: check, generate, profile, eval, explain or lsp (--help shows examples)");
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

type Finish = (code: ExitCode) => void;

function describe(world: World, finish: Finish): Command {
  const program = new Command("disko-toolstack")
    .description(
      "Checks, fixes and optimizes disko layouts for NixOS: knows what the host runs, and what btrfs will really do.",
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

  describeCheck(program, world, finish);
  describeGenerate(program, world, finish);
  describeProfile(program, world, finish);
  describeRest(program, world, finish);
  return program;
}

interface CheckFlags extends StackFlags, PurposeFlags {
  readonly format: CheckOptions["format"];
  readonly kernel?: KernelVersion;
  readonly fix: boolean;
  readonly maxWarnings?: number;
  readonly rule?: CheckOptions["rules"];
}

function describeCheck(program: Command, world: World, finish: Finish): void {
  const command = program
    .command("check")
    .description("report problems in disko files and project files")
    .argument("[paths...]", "files or folders", ["."])
    .addOption(new Option("--format <format>", "how to report").choices(CHECK_FORMATS).default("text"))
    .addOption(kernelOption())
    .option("--rule <code=severity>", "severity of a rule by code or name, or off; may be repeated", collectRule)
    .option("--fix", "apply the fixes that are certainly harmless, then report what remains", false)
    .option("--max-warnings <n>", "fail when there are more warnings than this", parseCount);
  addPurposeFlags(addStackFlags(command))
    .addHelpText("after", CHECK_NOTES)
    .action(async (paths: string[], flags: CheckFlags) => {
      const { format, kernel, fix, maxWarnings, rule: rules = {} } = flags;
      finish(await check(paths, { format, kernel, fix, maxWarnings, rules, selection: selectionOf(flags) }, world));
    });
}

interface GenerateFlags extends StackFlags, PurposeFlags {
  readonly write?: true;
  readonly diff?: true;
  readonly format: GenerateCommand["format"];
  readonly kernel?: KernelVersion;
  readonly accept?: readonly string[];
  readonly skip?: readonly string[];
  readonly device?: string;
  readonly luks?: true;
  readonly swap?: string;
}

function describeGenerate(program: Command, world: World, finish: Finish): void {
  const command = program
    .command("generate")
    .description("optimize the layout of a file for what its host runs")
    .argument("<file>", "the file that defines disko.devices")
    .addOption(new Option("--write", "write it in place, all files or none").conflicts("diff"))
    .addOption(new Option("--diff", "print a unified diff of every file that changes"))
    .addOption(formatOption())
    .addOption(kernelOption());
  addPurposeFlags(addStackFlags(command))
    .optionsGroup("Single decisions:")
    .option("--accept <decision>", "carry out a decision that is not made by default; may be repeated", collect)
    .option("--skip <decision>", "leave a decision out; may be repeated", collect)
    .optionsGroup("Where the file has no layout yet:")
    .option("--device <path>", "the disk: /dev/disk/by-id/…", parseDevice)
    .option("--luks", "encrypt it")
    .option("--swap <size>", "make a swap file of this size: 16G", parseSize)
    .addHelpText("after", GENERATE_NOTES)
    .action(async (file: string, flags: GenerateFlags) => finish(await generate(file, generateCommand(flags), world)));
}

function generateCommand(flags: GenerateFlags): GenerateCommand {
  return {
    output: flags.write ? "write" : flags.diff ? "diff" : "text",
    format: flags.format,
    kernel: flags.kernel,
    selection: selectionOf(flags),
    options: {
      accept: flags.accept ?? [],
      skip: flags.skip ?? [],
      fresh: { device: flags.device, luks: flags.luks === true, swap: flags.swap },
    },
  };
}

function describeProfile(program: Command, world: World, finish: Finish): void {
  const command = program
    .command("profile")
    .description("show what each host runs, where that was found, and how it uses the disk")
    .argument("[path]", "a folder, or a file that hosts read", ".")
    .addOption(formatOption());
  addStackFlags(command)
    .addHelpText("after", PROFILE_NOTES)
    .action(async (path: string, flags: StackFlags & Pick<ProfileCommand, "format">) =>
      finish(await profile(path, { format: flags.format, selection: selectionOf(flags) }, world)),
    );
}

interface EvalFlags {
  readonly attr: string | undefined;
  readonly args: Arguments | undefined;
}

function describeRest(program: Command, world: World, finish: Finish): void {
  program
    .command("eval")
    .description("print the value of a Nix file as JSON, without running Nix")
    .argument("<file>", "a Nix file")
    .option("--attr <path>", "print only this attribute: a.b.c")
    .option("--args <json>", "arguments for a file that is a function", parseArgs)
    .addHelpText("after", EVAL_NOTES)
    .action(async (file: string, { attr, args }: EvalFlags) => finish(await evaluate(file, { attr, args }, world)));

  program
    .command("explain")
    .description("explain a rule, a btrfs mount option, a tool or a category of tools")
    .argument("<topic>", "a code (DSK204), a rule's name, a mount option (compress), a tool (postgresql) or a category")
    .action(async (topic: string) => finish(await explain(topic, world)));

  program
    .command("lsp")
    .description("start the language server")
    .requiredOption("--stdio", "speak over stdin and stdout")
    .allowUnknownOption()
    .allowExcessArguments()
    .action(() => world.startServer());
}

function formatOption(): Option {
  return new Option("--format <format>", "how to report").choices(["text", "json"]).default("text");
}

function kernelOption(): Option {
  return new Option("--kernel <X.Y>", "Linux version of the host; decides which mount options exist").argParser(
    parseKernel,
  );
}

function parseArgs(text: string): Arguments {
  const args = parseArguments(text);
  if (typeof args === "string") throw new InvalidArgumentError(`${args}.`);
  return args;
}
