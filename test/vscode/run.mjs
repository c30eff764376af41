// Tests the built extension in a real VS Code: all suites in the Node extension host, a smoke test in the web extension
// host. `node test/vscode/run.mjs [node|web] [--grep TEXT]`.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { runTests } from "@vscode/test-electron";
import { bundleSuites, createRunFolder, createWebExtension, EXTENSION, requireBuild } from "./extension-under-test.mjs";
import { vscodeExecutable } from "./vscode-executable.mjs";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { grep: { type: "string" } } });
const kinds = positionals.length > 0 ? positionals : ["node", "web"];

requireBuild();
const executable = await vscodeExecutable();
let failed = false;
for (const kind of kinds) failed = !(await runKind(kind)) || failed;
process.exitCode = failed ? 1 : 0;

/** True when VS Code ended well *and* the suite said at its end that all passed: a host that dies may end with 0. */
async function runKind(kind) {
  const started = Date.now();
  const run = createRunFolder();
  try {
    const { extension, tests } =
      kind === "web" ? await createWebExtension(run.folder) : { extension: EXTENSION, tests: await bundleSuites() };
    console.log(`\n${kind === "web" ? "Web" : "Node"} extension host`);
    const problem = await exitOf({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: extension,
      extensionTestsPath: tests,
      launchArgs: [
        run.workspace,
        `--user-data-dir=${run.userDataDir}`,
        `--extensions-dir=${run.extensionsDir}`,
        "--disable-telemetry",
      ],
      extensionTestsEnv: values.grep ? { DISKO_TEST_GREP: values.grep } : {},
    });
    const report = readFileSync(run.report, "utf8");
    const end = /^finished: (\d+) passed, (\d+) failed$/m.exec(report);
    console.log(report.trimEnd());
    console.log(`  in ${((Date.now() - started) / 1000).toFixed(1)} s`);
    if (!end) console.error("The suite did not come to its end.");
    if (problem) console.error(problem);
    return !problem && end !== null && Number(end[1]) > 0 && end[2] === "0";
  } finally {
    run.remove();
  }
}

async function exitOf(options) {
  // VS Code's own log is not what a reader of test results looks for; it is kept for VSCODE_HOST_VERBOSE.
  try {
    await runTests(options);
    return undefined;
  } catch (error) {
    return `VS Code: ${error.message}`;
  }
}
