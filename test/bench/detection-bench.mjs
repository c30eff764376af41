/**
 * Cold detection of the toolstacks of all hosts in workspaces of several sizes, each in a fresh process, and the time
 * after one edit. What is found is held against what the workspace was made of: a bench of wrong answers measures nothing.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleProgram } from "./bundle-program.mjs";
import { writeWorkspace } from "./synthetic-workspace.mjs";

/** The program that one measurement is, with what it needs beside it, in `folder`. */
export function buildDetection(folder) {
  return bundleProgram("detect-all.ts", folder);
}

/** One workspace of about `files` Nix files, looked at `runs` times. Times in milliseconds, memory in MiB. */
export function measureDetection(program, files, runs) {
  const folder = mkdtempSync(join(tmpdir(), "disko-bench-"));
  try {
    const made = writeWorkspace(folder, files);
    const edited = [made.own, made.shared, made.disko];
    const reports = Array.from({ length: runs }, () =>
      JSON.parse(
        execFileSync(process.execPath, ["--expose-gc", program, folder, ...edited], { maxBuffer: 2 ** 26 }).toString(),
      ),
    );
    const best = (of) => Math.min(...reports.map(of));
    const middle = (of) => reports.map(of).sort((a, b) => a - b)[Math.floor(runs / 2)];
    const [first] = reports;
    return {
      files: made.files,
      read: first.read,
      hosts: made.hosts.length,
      ...compare(made, first.hosts),
      unknown: first.unknown,
      coldMs: middle(({ cold }) => cold),
      coldBestMs: best(({ cold }) => cold),
      coldProcessorMs: middle(({ processor }) => processor),
      fromStartMs: middle(({ fromStart }) => fromStart),
      peakMiB: middle(({ peak }) => peak),
      heapMiB: middle(({ heap }) => heap),
      edits: edited.map((name, index) => ({
        name,
        findingsMs: middle(({ edits }) => edits[index].findings),
        toolstacksMs: middle(({ edits }) => edits[index].toolstacks),
      })),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compare({ hosts, told }, found) {
  const ofHost = ({ name, tools }) => tools.filter((tool) => told.includes(tool)).map((tool) => `${name} ${tool}`);
  const pairs = (all) => new Set(all.flatMap(ofHost));
  const truth = pairs(hosts);
  const said = pairs(found);
  return {
    tools: truth.size,
    missed: [...truth].filter((pair) => !said.has(pair)).length,
    wrong: [...said].filter((pair) => !truth.has(pair)).length,
  };
}
