/** A changed setting counts at once, in documents that are open already. */

import assert from "node:assert/strict";
import { suite, teardown, test } from "mocha";
import * as vscode from "vscode";
import { findingOf, findings, findingsAt, layoutOf, openText, setSetting, startAfresh, until } from "./editor.ts";

const MISSPELT = layoutOf(`"@" = { mountpoint = "/"; mountOptions = [ "compres=zstd" ]; };`);
const FOUND = ["12:44+14 DSK201"];
/** Gone in Linux 6.8. */
const REMOVED = layoutOf(`"@" = { mountpoint = "/"; mountOptions = [ "inode_cache" ]; };`);

suite("Settings", () => {
  teardown(startAfresh);

  test("disko.rules silences a rule by its code", async () => {
    const { document } = await openText("code.nix", MISSPELT);
    await findingsAt(document, FOUND);
    await setSetting("rules", { DSK201: "off" });
    await findingsAt(document, []);
    await setSetting("rules", undefined);
    await findingsAt(document, FOUND);
  });

  test("disko.rules changes how serious a rule is, by its name", async () => {
    const { document } = await openText("name.nix", MISSPELT);
    assert.equal((await findingOf(document, "DSK201")).severity, vscode.DiagnosticSeverity.Error);
    await setSetting("rules", { "unknown-mount-option": "info" });
    const severity = (): vscode.DiagnosticSeverity | undefined => findings(document)[0]?.severity;
    await until(vscode.languages.onDidChangeDiagnostics, () => severity() === vscode.DiagnosticSeverity.Information);
    assert.equal(severity(), vscode.DiagnosticSeverity.Information);
  });

  test("disko.kernel decides which options exist", async () => {
    const { document } = await openText("kernel.nix", REMOVED);
    await findingOf(document, "DSK205");
    await setSetting("kernel", "5.4");
    await until(vscode.languages.onDidChangeDiagnostics, () => !findings(document).some((f) => f.severity === 0));
    assert.deepEqual(
      findings(document).filter((finding) => finding.severity === vscode.DiagnosticSeverity.Error),
      [],
    );
  });

  test("disko.validate turns everything off and on", async () => {
    const { document } = await openText("validate.nix", MISSPELT);
    await findingsAt(document, FOUND);
    await setSetting("validate", false);
    await findingsAt(document, []);
    await setSetting("validate", true);
    await findingsAt(document, FOUND);
  });
});
