/**
 * How long `check` takes, in a process of its own: a file again after each edit, and many files one after the other.
 * Prints one line of JSON. Bundled and started by check-bench.mjs.
 *
 *     node check-files.cjs edits FILE… | node check-files.cjs all FOLDER
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createEngine } from "../../server/core/engine.ts";
import type { Files } from "../../server/core/files.ts";
import { DEFAULT_SETTINGS } from "../../server/core/settings.ts";
import { BUNDLED_PATTERNS } from "../../server/entry/bundled-patterns.ts";

const [what = "", ...paths] = process.argv.slice(2);
const bytes = (name: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(join(__dirname, name)));

/** Edits that are measured, after some that are not: an editor has the file open for long. */
const EDITS = 40;
const BEFORE = 120;

/** Texts by path, and nothing else: what the disk takes is not measured here. */
function held(texts: Map<string, string>): Files {
  return {
    read(path) {
      const text = texts.get(path);
      return text === undefined ? { kind: "absent" } : { kind: "text", text };
    },
  };
}

async function main(): Promise<void> {
  const texts = new Map<string, string>();
  const grammar = { runtime: bytes("tree-sitter.wasm"), language: bytes("tree-sitter-nix.wasm") };
  const [started] = [performance.now()];
  const engine = await createEngine({ grammar, files: held(texts), patterns: BUNDLED_PATTERNS });
  const checked = (path: string) => engine.check(path, DEFAULT_SETTINGS).findings.length;
  if (what === "all") {
    const [folder = ""] = paths;
    const names = readdirSync(folder).sort();
    for (const name of names) texts.set(`/w${name}/disko.nix`, readFileSync(join(folder, name), "utf8"));
    const findings = names.map((name) => checked(`/w${name}/disko.nix`));
    console.log(JSON.stringify({ ms: performance.now() - started, fromStart: performance.now(), findings }));
    return;
  }
  const reports = paths.map((source) => {
    const text = readFileSync(source, "utf8");
    texts.set("/w/disko.nix", text);
    const findings = checked("/w/disko.nix");
    const times = Array.from({ length: BEFORE + EDITS }, (_, run) => {
      // Another name in the middle: a tree, values and a layout are made anew.
      texts.set("/w/disko.nix", text.replace("# what the machine is", `# edit ${run}`));
      const [start, startProcessor] = [performance.now(), processorTime()];
      checked("/w/disko.nix");
      return { clock: performance.now() - start, processor: processorTime() - startProcessor };
    }).slice(BEFORE);
    const clock = times.map((one) => one.clock);
    const processor = quantile(
      0.5,
      times.map((one) => one.processor),
    );
    return {
      lines: text.split("\n").length,
      findings,
      p50: quantile(0.5, clock),
      p95: quantile(0.95, clock),
      processor,
    };
  });
  console.log(JSON.stringify(reports));
}

function quantile(share: number, times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
}

/** Milliseconds on a processor, all threads together: what does not grow when the machine has other things to do. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

void main();
