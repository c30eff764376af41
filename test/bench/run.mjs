#!/usr/bin/env node
/**
 * `npm run bench`: how long the toolstacks of whole workspaces take, and how soon findings come in the editor, beside
 * bash-language-server in the same run. Prints a report; nothing here passes or fails. README.md beside it says how to read it.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "../../build.mjs";
import { LENGTHS, measureChecks } from "./check-bench.mjs";
import { buildDetection, measureDetection } from "./detection-bench.mjs";
import { installBashServer, measureServers } from "./servers-bench.mjs";

const { values } = parseArgs({
  options: {
    /** Sizes of the workspaces, in Nix files. */
    sizes: { type: "string", default: "100,1000,10000" },
    runs: { type: "string", default: "3" },
    /** A folder in which bash-language-server is installed; else it is installed into a temporary one. */
    "bash-language-server": { type: "string" },
    "skip-servers": { type: "boolean", default: false },
    /** Only how fast files are checked. */
    "only-checks": { type: "boolean", default: false },
  },
});

const CHECK_GOALS = { 300: 5, 10000: 150 };
const GOALS = { coldMs: 1500, peakMiB: 250, editMs: 50 };

const load = () => loadavg()[0].toFixed(1);
const ms = (milliseconds) => `${milliseconds.toFixed(milliseconds < 100 ? 1 : 0)} ms`;
const against = (value, goal) => (value <= goal ? "reached" : `missed by ${((value / goal - 1) * 100).toFixed(0)} %`);

const folder = mkdtempSync(join(tmpdir(), "disko-bench-"));
try {
  console.log(`Node ${process.version}, ${cpus().length} processors (${cpus()[0]?.model}), load ${load()} before\n`);
  printChecks(await measureChecks(folder));
  const program = await buildDetection(folder);
  const reports = (values["only-checks"] ? "" : values.sizes)
    .split(",")
    .filter((size) => size !== "")
    .map((size) => {
      const report = measureDetection(program, Number(size), Number(values.runs));
      printDetection(report);
      return report;
    });
  if (reports.length > 0) printGrowth(reports);
  if (!values["skip-servers"] && !values["only-checks"]) {
    const bundles = await build({ outDir: join(folder, "dist") });
    const bash = values["bash-language-server"] ?? installBashServer(join(folder, "bash"));
    if (bash === undefined)
      console.log("bash-language-server could not be installed: SKIPPED, nothing to compare with.");
    printServers(await measureServers(join(bundles, "cli.cjs"), bash));
  }
  console.log(`load ${load()} after`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function printChecks({ edits, all }) {
  console.log(`check of one layout again after an edit (p50 / p95; load ${load()})`);
  for (const [index, { lines, findings, p50, p95, processor }] of edits.entries()) {
    const most = CHECK_GOALS[LENGTHS[index]];
    const goal = most === undefined ? "" : `   goal ${most}: ${against(p50, most)}`;
    console.log(
      `  ${String(lines).padStart(6)} lines    ${ms(p50)} / ${ms(p95)} (processor ${ms(processor)}), ${findings} findings${goal}`,
    );
  }
  console.log(`check of ${all.files} layouts, each once: ${ms(all.ms)} (${ms(all.fromStart)} with Node's start)`);
  if (all.skipped) console.log(`  beside Nix: SKIPPED, ${all.skipped}`);
  else {
    const ratio = (all.nixMs / all.fromStart).toFixed(1);
    console.log(`  nix-instantiate evaluates disko on the same files in ${ms(all.nixMs)}: ${ratio} times as long`);
  }
  console.log("");
}

function printDetection(report) {
  const { files, read, hosts, tools, missed, wrong, coldMs, coldBestMs, coldProcessorMs, fromStartMs } = report;
  const isGoal = files >= 1000 && files < 2000;
  const goal = (value, most) => (isGoal ? `   goal ${most}: ${against(value, most)}` : "");
  console.log(`${files} Nix files, ${hosts} hosts (${read} files and folders read; load ${load()})`);
  console.log(`  found           ${tools - missed} of ${tools} tools, ${wrong} that are not there`);
  console.log(
    `  cold            ${ms(coldMs)} (best ${ms(coldBestMs)}; processor ${ms(coldProcessorMs)})${goal(coldMs, GOALS.coldMs)}`,
  );
  console.log(`  with Node       ${ms(fromStartMs)} from the start of the process`);
  console.log(`  peak memory     ${report.peakMiB.toFixed(0)} MiB${goal(report.peakMiB, GOALS.peakMiB)}`);
  console.log(`  kept at the end ${report.heapMiB.toFixed(0)} MiB of heap`);
  for (const { name, findingsMs, toolstacksMs } of report.edits) {
    console.log(`  after an edit of ${name}`);
    console.log(`    first findings          ${ms(findingsMs)}${goal(findingsMs, GOALS.editMs)}`);
    console.log(`    toolstacks of all hosts ${ms(toolstacksMs)}${goal(toolstacksMs, GOALS.editMs)}`);
  }
  console.log("");
}

/** Microseconds a file: the same at every size where the time is linear. */
function printGrowth(reports) {
  console.log("growth");
  for (const { files, coldMs, coldProcessorMs, peakMiB } of reports) {
    const each = (milliseconds) => `${((milliseconds * 1000) / files).toFixed(0)} µs`;
    const kib = `${((peakMiB * 1024) / files).toFixed(0)} KiB`;
    console.log(
      `  ${String(files).padStart(6)} files: ${each(coldMs)} a file (processor ${each(coldProcessorMs)}), ${kib} a file`,
    );
  }
  console.log("");
}

function printServers({ ours, other }) {
  const rows = [
    ["start", "initializeMs"],
    ["open → findings", "openToFindingsMs"],
    ["edit → findings", "editToFindingsMs"],
    ["edit of another file → findings", "otherToFindingsMs"],
  ];
  console.log("language servers (p50 / p95)");
  for (const [title, key] of rows) {
    const own = ours[key];
    const their = other?.[key];
    const shown = (quantiles) => (quantiles ? `${ms(quantiles.p50)} / ${ms(quantiles.p95)}` : "—");
    const ratio = own && their ? `   ratio ${(own.p50 / their.p50).toFixed(2)}` : "";
    console.log(`  ${title.padEnd(32)} ours ${shown(own).padEnd(22)} bash-language-server ${shown(their)}${ratio}`);
  }
  console.log(
    `  ${"memory".padEnd(32)} ours ${ours.memoryMiB.afterEdits} MiB${other ? `, bash-language-server ${other.memoryMiB.afterEdits} MiB` : ""}`,
  );
  console.log("");
}
