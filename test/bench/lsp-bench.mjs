#!/usr/bin/env node
/**
 * How long a language server takes: start, first findings, findings after each edit; and what it uses meanwhile.
 * README.md beside it has the options and how to compare two servers.
 */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { startServer } from "./bench-client.mjs";
import { memoryOf, processorTimeOf } from "./process-usage.mjs";

const { values } = parseArgs({
  options: {
    cmd: { type: "string", default: "node dist/cli.cjs lsp --stdio" },
    file: { type: "string" },
    /** A file that the findings of `file` depend on: opened and edited too. */
    other: { type: "string" },
    lang: { type: "string", default: "nix" },
    settings: { type: "string", default: "{}" },
    edits: { type: "string", default: "50" },
    line: { type: "string" },
    "cold-runs": { type: "string", default: "3" },
    timeout: { type: "string", default: "5000" },
    pull: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});
if (values.file === undefined) {
  console.error("Which file shall be edited? --file PATH");
  process.exit(2);
}

const file = resolve(values.file);
const uri = pathToFileURL(file).href;
const text = readFileSync(file, "utf8");
const options = {
  command: values.cmd,
  file,
  settings: JSON.parse(values.settings),
  pull: values.pull,
  timeout: Number(values.timeout),
};

const runs = [];
for (let run = 1; run <= Number(values["cold-runs"]); run++) {
  const server = await startServer(options);
  const started = processorTimeOf(server.pid);
  const opened = await server.findingsAfter("textDocument/didOpen", {
    textDocument: { uri, languageId: values.lang, version: 1, text },
  });
  const first = { initialize: server.initialized, opened, started, open: processorTimeOf(server.pid) - started };
  const isLast = run === Number(values["cold-runs"]);
  runs.push({ ...first, ...(isLast && { server: server.serverInfo, edits: await measureEdits(server) }) });
  await server.stop();
}

const { server, edits } = runs.at(-1);
const report = {
  server,
  lines: text.split("\n").length,
  initializeMs: quantiles(runs.map((run) => run.initialize)),
  openToFindingsMs: quantiles(runs.map((run) => run.opened)),
  editToFindingsMs: quantiles(edits.latencies),
  ...(edits.others && { otherToFindingsMs: quantiles(edits.others) }),
  missed: edits.latencies.filter((latency) => latency === undefined).length,
  memoryMiB: edits.memory,
  processorMs: {
    initialize: quantiles(runs.map((run) => run.started)).p50,
    open: quantiles(runs.map((run) => run.open)).p50,
    perEdit: edits.processorPerEdit,
  },
  load: Number(readFileSync("/proc/loadavg", "utf8").split(" ")[0]),
};
console.log(JSON.stringify(report, null, values.json ? 0 : 2));

/** Types a letter at the end of a line and deletes it again, as often as asked for. */
async function measureEdits(server) {
  const sync = server.capabilities.textDocumentSync;
  const isIncremental = (typeof sync === "number" ? sync : sync?.change) === 2;
  const lines = text.split("\n");
  const line = Number(values.line ?? Math.floor(lines.length / 2));
  const end = { line, character: lines[line].length };
  const afterOpen = memoryOf(server.pid);
  const before = processorTimeOf(server.pid);
  const latencies = [];
  for (let edit = 0; edit < Number(values.edits); edit++) {
    const isTyping = edit % 2 === 0;
    const change = isIncremental
      ? {
          range: { start: end, end: isTyping ? end : { line, character: end.character + 1 } },
          text: isTyping ? "x" : "",
        }
      : { text: isTyping ? lines.with(line, `${lines[line]}x`).join("\n") : text };
    latencies.push(
      await server.findingsAfter("textDocument/didChange", {
        textDocument: { uri, version: edit + 2 },
        contentChanges: [change],
      }),
    );
  }
  const processorPerEdit = Math.round(((processorTimeOf(server.pid) - before) / latencies.length) * 100) / 100;
  const others = values.other === undefined ? undefined : await measureOther(server, resolve(values.other));
  return { latencies, others, memory: { afterOpen, afterEdits: memoryOf(server.pid) }, processorPerEdit };
}

/** Edits another document and asks for the findings of the first, as an editor does that was told that they are stale. */
async function measureOther(server, path) {
  const other = pathToFileURL(path).href;
  const before = readFileSync(path, "utf8");
  await server.notify("textDocument/didOpen", {
    textDocument: { uri: other, languageId: values.lang, version: 1, text: before },
  });
  const latencies = [];
  for (let edit = 0; edit < Number(values.edits); edit++) {
    const change = { text: edit % 2 === 0 ? `${before}# edited\n` : before };
    latencies.push(
      await server.findingsAfter(
        "textDocument/didChange",
        { textDocument: { uri: other, version: edit + 2 }, contentChanges: [change] },
        uri,
      ),
    );
  }
  return latencies;
}

function quantiles(values) {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  const at = (share) =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 100) / 100;
  return { p50: at(0.5), p95: at(0.95), max: at(1) };
}
