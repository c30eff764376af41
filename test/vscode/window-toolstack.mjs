// The tree of hosts and tools in the side bar, as a user works with it.
import assert from "node:assert/strict";

const rows = (window) => window.page.locator(".pane", { hasText: "Disko Toolstack" }).locator(".monaco-list-row");
/** The first row of the tree with this text. */
export const toolstackRow = (window, text) => rows(window).filter({ hasText: text }).first();

export const TOOLSTACK_TESTS = {
  async "the view names every host of the workspace"(window) {
    await window.runCommand("Explorer: Focus on Disko Toolstack View");
    for (const host of ["atlas", "borealis", "cirrus", "draco"]) await toolstackRow(window, host).waitFor();
  },
  async "a host opens to its categories, tools and evidence"(window) {
    // Room for the tree: the files above it fold away.
    await window.page.locator(".pane-header", { hasText: "sample" }).first().click();
    await toolstackRow(window, "draco").click();
    await toolstackRow(window, "Databases").waitFor();
    await toolstackRow(window, "PostgreSQL").click();
    await toolstackRow(window, "services.postgresql.enable").waitFor();
  },
  async "a click on evidence goes to the line"(window) {
    await toolstackRow(window, "services.postgresql.enable").click();
    await window.page.locator(".tab.active", { hasText: "postgresql.nix" }).waitFor();
    await window.page.locator(".monaco-editor .active-line-number", { hasText: "4" }).first().waitFor();
  },
  async "an excluded tool goes down to the excluded ones, and comes back"(window) {
    await toolstackRow(window, "PostgreSQL").hover();
    await toolstackRow(window, "PostgreSQL").locator("[aria-label^='Exclude Tool']").click();
    await toolstackRow(window, "Excluded").waitFor();
    await toolstackRow(window, "Excluded").click();
    await toolstackRow(window, "PostgreSQL").hover();
    await toolstackRow(window, "PostgreSQL").locator("[aria-label^='Stop Excluding']").click();
    await toolstackRow(window, "Excluded").waitFor({ state: "detached" });
    await toolstackRow(window, "Databases").waitFor();
  },
  async "Add Tool offers what the host does not run yet"(window) {
    await toolstackRow(window, "draco").hover();
    await toolstackRow(window, "draco").locator("[aria-label^='Add Tool']").click();
    await window.page.locator(".quick-input-widget", { hasText: "Add Tool to draco" }).waitFor();
    await window.page.locator(".quick-input-widget .monaco-list-row").first().waitFor();
    assert(!(await window.labels()).includes("PostgreSQL"));
    await window.page.keyboard.press("Escape");
  },
};
