// Tests the built extension in a real VS Code: all suites in the Node extension host, a smoke test in the web extension
// host, and what the window shows. `node test/vscode/run.mjs [node|web|window]… [--grep TEXT]`.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runTests } from "@vscode/test-electron";
import { bundleSuites, createRunFolder, createWebExtension, EXTENSION, requireBuild } from "./extension-under-test.mjs";
import { isHostAvailable } from "./host/install.mjs";
import { vscodeExecutable } from "./vscode-executable.mjs";
import { runWindowTests } from "./window-tests.mjs";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { grep: { type: "string" } } });

const KINDS = {
  node: {
    title: "Node extension host",
    run: () => runInVSCode(async () => ({ extension: EXTENSION, tests: await bundleSuites() })),
  },
  web: { title: "Web extension host", run: () => runInVSCode((run) => createWebExtension(run.folder)) },
  window: { title: "Window", run: runWindow },
};

const unknown = positionals.filter((kind) => !(kind in KINDS));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(", no ")} to test; choose of ${Object.keys(KINDS).join(", ")}.`);
  process.exit(2);
}

requireBuild();
const executable = await vscodeExecutable();
const failures = [];
for (const [kind, { title, run }] of Object.entries(KINDS)) {
  if (positionals.length > 0 && !positionals.includes(kind)) continue;
  const started = Date.now();
  console.log(`\n${title}`);
  const { report, problem, skipped } = await run();
  console.log(report.trimEnd());
  console.log(`  in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  const failure = problem ?? (skipped ? undefined : howItEnded(report));
  if (failure) failures.push(`${title}: ${failure}`);
}
for (const failure of failures) console.error(failure);
process.exitCode = failures.length > 0 ? 1 : 0;

/** Why a report is no success; undefined where it is. A VS Code that dies may end with 0, so the report has to say it. */
function howItEnded(report) {
  const end = /^finished: (\d+) passed, (\d+) failed$/m.exec(report);
  if (!end) return "the tests did not come to their end";
  if (end[2] !== "0") return `${end[2]} failed`;
  return end[1] === "0" ? "no test ran" : undefined;
}

async function runInVSCode(prepare) {
  // In a browser VS Code saves by itself, in the middle of a test.
  const run = createRunFolder({ "files.autoSave": "off" });
  try {
    const { extension, tests } = await prepare(run);
    const problem = await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: extension,
      extensionTestsPath: tests,
      launchArgs: [
        run.workspace,
        `--user-data-dir=${run.userDataDir}`,
        `--extensions-dir=${run.extensionsDir}`,
        "--disable-telemetry",
      ],
      extensionTestsEnv: {
        DISKO_GOLDENS: join(import.meta.dirname, "goldens"),
        ...(process.env.UPDATE && { UPDATE: process.env.UPDATE }),
        ...(values.grep && { DISKO_TEST_GREP: values.grep }),
      },
    }).then(
      () => undefined,
      (error) => error.message,
    );
    return { report: readFileSync(run.report, "utf8"), problem };
  } finally {
    run.remove();
  }
}

async function runWindow() {
  if (isHostAvailable()) return { report: await runWindowTests() };
  return { report: "  SKIPPED: the host that can be looked at runs on Linux x64 only", skipped: true };
}
