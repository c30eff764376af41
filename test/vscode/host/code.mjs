#!/usr/bin/env node
// Stands in for the executable of VS Code: takes the same arguments, but its window is a Chromium without a screen and its
// extension host is that of the VS Code server. `runTests` of @vscode/test-electron works with it unchanged.
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { installHost } from "./install.mjs";
import { runExtensionTests } from "./run-extension-tests.mjs";

const { values, positionals } = parseArgs({
  // VS Code has far more arguments than we look at.
  strict: false,
  allowPositionals: true,
  options: {
    extensionDevelopmentPath: { type: "string", multiple: true, default: [] },
    extensionTestsPath: { type: "string" },
    "extensions-dir": { type: "string" },
    "user-data-dir": { type: "string" },
  },
});
if (!values.extensionTestsPath) {
  console.error("code.mjs runs tests only: --extensionTestsPath is missing");
  process.exit(2);
}
installHost();
process.exitCode = await runExtensionTests({
  extensionDevelopmentPaths: values.extensionDevelopmentPath,
  extensionTestsPath: values.extensionTestsPath,
  folder: positionals[0] && resolve(positionals[0]),
  extensionsDir: values["extensions-dir"],
  userDataDir: values["user-data-dir"],
});
