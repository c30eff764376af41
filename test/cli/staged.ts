// The command line over an engine that gives the answer of the test: what is printed and written for any answer there can
// be, also for those that are hard to bring about. Files are real, in the folder of the test.
import { main } from "../../server/cli/main.ts";
import type { ExitCode } from "../../server/cli/world.ts";
import type { Engine, GenerateOptions } from "../../server/core/engine.ts";
import type { Settings } from "../../server/core/settings.ts";
import { diskFiles } from "../../server/entry/disk-files.ts";
import { profiled } from "./answers.ts";

export interface Staged {
  readonly code: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
  /** What the engine was asked with. */
  readonly asked: readonly Asked[];
}

export interface Asked {
  readonly path: string;
  readonly settings: Settings;
  readonly options?: GenerateOptions;
}

export interface Stage {
  readonly folder: string;
  readonly generate?: (path: string) => ReturnType<Engine["generate"]>;
  readonly profile?: (path: string) => ReturnType<Engine["profile"]>;
  /** Whether the files have a layout already. */
  readonly hasLayout?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  readonly isTTY?: boolean;
}

export async function staged(words: readonly string[], stage: Stage): Promise<Staged> {
  const asked: Asked[] = [];
  const out = { stdout: "", stderr: "" };
  const output = (name: keyof typeof out) => ({
    write: (text: string) => {
      out[name] += text;
    },
    isTTY: stage.isTTY ?? false,
    columns: 100,
  });
  const notAsked = (): never => {
    throw new Error("nobody should ask this");
  };
  const engine: Engine = {
    check: () => ({
      isDisko: stage.hasLayout ?? false,
      hosts: { done: 0, of: 0 },
      findings: [],
      read: [],
      pending: [],
    }),
    evaluateHosts: notAsked,
    fixAll: notAsked,
    hover: notAsked,
    evaluate: notAsked,
    explain: notAsked,
    suppress: notAsked,
    changeSelection: notAsked,
    forget: notAsked,
    rules: [],
    tools: [],
    generate: (path, settings, options) => {
      asked.push({ path, settings, options });
      return (stage.generate ?? notAsked)(path);
    },
    profile: (path, settings) => {
      if (stage.profile === undefined) return profiled([]);
      asked.push({ path, settings });
      return stage.profile(path);
    },
  };
  const code = await main(words, {
    cwd: stage.folder,
    version: "0",
    now: () => 0,
    environment: stage.environment ?? {},
    stdout: output("stdout"),
    stderr: output("stderr"),
    files: diskFiles(),
    openEngine: () => Promise.resolve(engine),
    startServer: notAsked,
  });
  return { code, ...out, asked };
}
