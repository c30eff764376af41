// A user's way from a layout to a better one, as the window shows it: the toolstack, the questions, the preview, the text.
import assert from "node:assert/strict";

/** In order; each goes on where the one before left the window. */
export const LAYOUT_TESTS = {
  async "the language status names the host and what it runs"(window) {
    await window.openFile("hosts/draco/disko.nix");
    assert.match(await window.languageStatus("draco: "), /draco: .*, .*, \d+ more/);
  },
  async "the toolstack is a page, and its evidence leads to the line"(window) {
    await window.runCommand("Disko: Show Toolstack");
    await window.page.locator(".tab.active", { hasText: "draco.md" }).waitFor();
    const page = window.markdown();
    assert.equal(await page.locator("h1").textContent(), "draco");
    await page.locator("td a", { hasText: "modules/postgresql.nix:4" }).first().click();
    await window.page.locator(".tab.active", { hasText: "postgresql.nix" }).waitFor();
    await window.page.locator(".monaco-editor .active-line-number", { hasText: "4" }).first().waitFor();
  },
  async "Generate Optimized Layout asks what the layout is for"(window) {
    await window.openFile("hosts/draco/disko.nix");
    await window.runCommand("Disko: Generate Optimized Layout");
    await window.answers("performance").waitFor();
    assert.deepEqual(await window.labels(), ["performance", "balanced", "durability", "space", "For production"]);
  },
  async "the other environment shows the priorities again"(window) {
    await window.answers("For production").click();
    await window.answers("For development").waitFor();
    await window.answers("For development").click();
    await window.answers("For production").waitFor();
    await window.take("performance");
  },
  async "then whether the machine runs already, running first"(window) {
    await window.answers("already running").waitFor();
    assert.deepEqual(await window.labels(), ["already running", "still to be installed"]);
    await window.take("already running");
  },
  async "then the tools that were found, all checked, with their evidence"(window) {
    await window.answers("PostgreSQL").waitFor();
    assert.match(
      await window.answers("PostgreSQL").textContent(),
      /services\.postgresql\.enable in modules\/postgresql\.nix:4/,
    );
    const boxes = window.page.locator(".quick-input-list .monaco-checkbox, .quick-input-list input[type=checkbox]");
    assert.equal(await boxes.count(), (await window.labels()).length);
    await window.page.keyboard.press("Enter");
  },
  async "the preview stands beside the decisions, and waits"(window) {
    await window.toast("Apply").waitFor();
    await window.page.locator(".tab", { hasText: "disko.nix: optimized for performance" }).waitFor();
    assert.equal(await window.markdown().locator("h1").textContent(), "disko.nix for performance");
    await window.page.locator(".editor-actions [aria-label^='Apply Layout']").first().waitFor();
  },
  async "decisions can be chosen, those that add a mount unchecked"(window) {
    const [, before] = /(\d+) changes/.exec(await window.toast("Apply").textContent());
    await window.button("Choose Decisions…").click();
    const mount = window.answers("A subvolume of its own for /var/lib/containers");
    await mount.waitFor();
    await mount.click();
    await window.page.locator(".quick-input-widget .monaco-button", { hasText: "OK" }).click();
    await window.toast(`${Number(before) + 1} changes`).waitFor();
  },
  async "applied, the file holds it, and the preview is closed"(window) {
    await window.button("Apply").click();
    await window.toast("the layout was written").waitFor();
    await window.page.locator(".tab", { hasText: "optimized for" }).waitFor({ state: "detached" });
    await window.goToLine(24);
    await window.page.locator(".view-line", { hasText: "btrfs takes compression" }).first().waitFor();
    await window.languageStatus("no findings");
  },
  async "one undo brings the old text back"(window) {
    await window.page.keyboard.press("Control+Z");
    await window.page.locator(".view-line", { hasText: "btrfs takes compression" }).waitFor({ state: "detached" });
    await window.languageStatus("6 findings");
    await window.runCommand("Notifications: Clear All Notifications");
  },
  async "an empty file is asked for its disk, and a bad name is not taken"(window) {
    await window.page.keyboard.press("Control+Alt+N");
    await window.page.locator(".tab.active", { hasText: "Untitled-1" }).waitFor();
    await window.runCommand("Change Language Mode");
    await window.page.keyboard.type("nix");
    await window.take("Nix");
    await window.runCommand("Disko: Generate Optimized Layout");
    await window.take("balanced");
    const input = window.page.locator(".quick-input-widget input[type=text]");
    await window.page.locator(".quick-input-widget", { hasText: "Disk to install on" }).waitFor();
    await input.fill("sda");
    await window.page.locator(".quick-input-message", { hasText: "A path below /dev" }).waitFor();
    await input.fill("/dev/disk/by-id/nvme-EXAMPLE");
    await window.page.keyboard.press("Enter");
  },
  async "then for encryption and swap, and becomes a whole layout"(window) {
    await window.answers("yes, with LUKS").click();
    await window.answers("16G").click();
    await window.toast("Apply").waitFor();
    await window.button("Apply").click();
    await window.toast("the layout was written").waitFor();
    await window.page.locator(".view-line", { hasText: "nvme-EXAMPLE" }).first().waitFor();
  },
};
