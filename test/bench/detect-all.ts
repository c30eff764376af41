/**
 * One look at a workspace in a process of its own, as the CLI does it: the toolstacks of all hosts, then again after
 * edits, with the same engine. Prints one line of JSON. Bundled and started by detection-bench.mjs.
 *
 *     node detect-all.cjs FOLDER EDITED…
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createEngine, type Engine } from "../../server/core/engine.ts";
import { DEFAULT_SETTINGS } from "../../server/core/settings.ts";
import { BUNDLED_PATTERNS } from "../../server/entry/bundled-patterns.ts";
import { type DiskFiles, diskFiles } from "../../server/entry/disk-files.ts";

const [folder = "", ...edited] = process.argv.slice(2);
/** Edits of each file: an even number, which leaves it as it was. */
const RUNS = 10;

const bytes = (name: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(join(__dirname, name)));
const since = (start: number): number => performance.now() - start;

async function main(): Promise<void> {
  const files = diskFiles();
  const grammar = { runtime: bytes("tree-sitter.wasm"), language: bytes("tree-sitter-nix.wasm") };
  const [started, startedProcessor] = [performance.now(), processorTime()];
  const engine = await createEngine({ grammar, files, patterns: BUNDLED_PATTERNS });
  const found = engine.profile(folder, DEFAULT_SETTINGS);
  const cold = since(started);
  const processor = processorTime() - startedProcessor;
  // Node's own start and the loading of the bundle included.
  const fromStart = since(0);
  // Before the edits, which use more.
  const peak = process.resourceUsage().maxRSS / 1024;
  const hosts = found.hosts.map(({ name, toolstack }) => ({
    name,
    tools: toolstack.tools.map(({ pattern }) => pattern.id).sort(),
  }));
  const edits = edited.map((name) => measureEdits(name, engine, files));
  const unknown = found.hosts.reduce((sum, { toolstack }) => sum + toolstack.unknown.length, 0);
  const heap = await heapAfterAll();
  console.log(
    JSON.stringify({ cold, processor, fromStart, peak, hosts, unknown, read: found.read.length, edits, heap }),
  );
}

/** Milliseconds from an edit of the file to the first findings of a layout, and to the toolstacks of all hosts. */
function measureEdits(name: string, engine: Engine, files: DiskFiles) {
  const path = join(folder, name);
  const before = readFileSync(path, "utf8");
  // As an editor asks: what the layout's own host says comes first, the other hosts follow.
  const layout = join(folder, "hosts/h0/disko.nix");
  const check = (): unknown => engine.check(layout, DEFAULT_SETTINGS, () => false);
  check();
  const runs = Array.from({ length: RUNS }, (_, run) => {
    writeFileSync(path, run % 2 === 0 ? `${before}# edited\n` : before);
    files.invalidate(path);
    const start = performance.now();
    check();
    const findings = since(start);
    engine.profile(folder, DEFAULT_SETTINGS);
    return { findings, toolstacks: since(start) };
  });
  return {
    name,
    findings: median(runs.map(({ findings }) => findings)),
    toolstacks: median(runs.map(({ toolstacks }) => toolstacks)),
  };
}

/** Megabytes that the engine keeps, where Node was started with --expose-gc. */
async function heapAfterAll(): Promise<number | undefined> {
  if (globalThis.gc === undefined) return undefined;
  await new Promise((resolve) => setImmediate(resolve));
  globalThis.gc();
  return process.memoryUsage().heapUsed / (1024 * 1024);
}

/** Milliseconds on a processor, all threads together: what does not grow when the machine has other things to do. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

void main();
