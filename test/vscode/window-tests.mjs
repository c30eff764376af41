// What no API tells: the workbench as it is drawn. Runs in the host's window; pictures of each step are kept in
// .cache/screenshots, to be looked at.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { LAYOUT_TESTS } from "./window-layouts.mjs";
import { TOOLSTACK_TESTS } from "./window-toolstack.mjs";
import { openWindow, startWorkbench } from "./workbench.mjs";

const PICTURES = join(import.meta.dirname, "../../.cache/screenshots");

/** In order; each goes on where the one before left the window. */
const TESTS = {
  async "findings are underlined, in colours"(window) {
    await window.openFile("hosts/atlas/disko.nix");
    assert((await window.squiggles()) > 0);
  },
  async "the Problems panel lists them, errors first"(window) {
    const codes = await (await window.problems()).locator(".marker-code").allTextContents();
    assert.deepEqual(codes, ["DSK106", "DSK101", "DSK201", "DSK204", "DSK203", "DSK204", "DSK204"]);
  },
  async "the language status counts them"(window) {
    assert.match(await window.languageStatus("findings"), /: Disko: 7 findings/);
  },
  async "a hover says what is in effect"(window) {
    assert.match(await window.hover(28, 90, "decided by"), /no effect on @postgres.*decided by @/s);
  },
  async "a click on a code opens the rule's page, rendered"(window) {
    await (await window.problems()).locator(".monaco-link", { hasText: "DSK204" }).first().click();
    await window.page.locator(".tab.active", { hasText: "DSK204" }).waitFor();
    const page = window.page.frameLocator("iframe.webview.ready").frameLocator("iframe");
    assert.equal(await page.locator("h1").textContent(), "DSK204 ignored-mount-option");
  },
  async "Open Rule offers every rule"(window) {
    await window.runCommand("Disko: Open Rule");
    const rules = window.page.locator(".quick-input-list .monaco-list-row");
    await rules.filter({ hasText: "syntax-error" }).waitFor();
    assert.match(await rules.first().textContent(), /DSK100/);
    await window.page.keyboard.press("Escape");
  },
  async "Fix All Problems says so when nothing is left to fix"(window) {
    await window.openFile("hosts/borealis/disko.nix");
    await window.languageStatus("no findings");
    await window.runCommand("Disko: Fix All Problems");
    await window.page.locator(".notification-toast", { hasText: "no problems to fix" }).waitFor();
    await window.runCommand("Notifications: Clear All Notifications");
  },
  ...LAYOUT_TESTS,
  ...TOOLSTACK_TESTS,
};

/** Returns the report in the form of the suites. */
export async function runWindowTests() {
  mkdirSync(PICTURES, { recursive: true });
  const lines = [];
  let failed = 0;
  const workbench = await startWorkbench();
  try {
    const window = await openWindow(workbench);
    try {
      for (const [index, [name, body]] of Object.entries(TESTS).entries()) {
        const problem = await body(window).then(
          () => undefined,
          (error) => error,
        );
        if (problem) failed++;
        lines.push(problem ? `  failed: ${name}\n${problem.stack}` : `  ✔ ${name}`);
        await window.page.screenshot({ path: join(PICTURES, `${index + 1}-${name.replace(/\W+/g, "-")}.png`) });
      }
    } finally {
      await window.close();
    }
  } finally {
    await workbench.close();
  }
  lines.push(`finished: ${Object.keys(TESTS).length - failed} passed, ${failed} failed`);
  return lines.join("\n");
}
