// The workbench of the VS Code host as a user sees it: the extension and a Nix grammar installed, a folder opened. For
// pictures, for looking around, and for what no API tells a test: the language status.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { createRunFolder, EXTENSION, requireBuild } from "./extension-under-test.mjs";
import { openChromium } from "./host/chromium.mjs";
import { installHost } from "./host/install.mjs";
import { startServer, workbenchUrl } from "./host/server.mjs";

const require = createRequire(import.meta.url);
const PATIENCE_MS = 45_000;

/** Starts the server with a copy of the sample workspace. `close` ends it and removes all it wrote. */
export async function startWorkbench(settings = {}) {
  installHost();
  requireBuild();
  const run = createRunFolder(settings);
  installExtension(run.extensionsDir);
  installNixGrammar(run.extensionsDir);
  const server = await startServer({
    folder: run.folder,
    extensionsDir: run.extensionsDir,
    userDataDir: run.userDataDir,
  });
  return {
    ...run,
    url: workbenchUrl(server, { folder: run.workspace }),
    async close() {
      await server.stop();
      run.remove();
    },
  };
}

/** Installed, not under development: no title bar says otherwise. */
function installExtension(extensionsDir) {
  const { publisher, name, version } = JSON.parse(readFileSync(join(EXTENSION, "package.json"), "utf8"));
  const folder = join(extensionsDir, `${publisher}.${name}-${version}`);
  for (const part of ["package.json", "dist", "syntaxes", "patterns", "client/media"])
    cpSync(join(EXTENSION, part), join(folder, part), { recursive: true });
}

/** VS Code brings no colours for Nix; users have them from a Nix extension, we from the npm package tm-grammars. */
function installNixGrammar(extensionsDir) {
  const folder = join(extensionsDir, "tests.nix-grammar-1.0.0");
  mkdirSync(folder, { recursive: true });
  cpSync(require.resolve("tm-grammars/grammars/nix.json"), join(folder, "nix.tmLanguage.json"));
  const manifest = {
    name: "nix-grammar",
    publisher: "tests",
    version: "1.0.0",
    engines: { vscode: "^1.91.0" },
    contributes: {
      languages: [{ id: "nix", aliases: ["Nix"], extensions: [".nix"], configuration: "./language.json" }],
      grammars: [{ language: "nix", scopeName: "source.nix", path: "./nix.tmLanguage.json" }],
    },
  };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  writeFileSync(join(folder, "language.json"), JSON.stringify({ comments: { lineComment: "#" } }));
}

/** Opens the workbench in a Chromium without a screen. */
export async function openWindow(workbench, { width = 1280, height = 800, scale = 1 } = {}) {
  const browser = await openChromium(join(workbench.folder, "window"), {
    viewport: { width, height },
    deviceScaleFactor: scale,
  });
  const page = browser.pages()[0] ?? (await browser.newPage());
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(workbench.url);
  await page.waitForSelector(".monaco-workbench .explorer-viewlet .monaco-list-row");
  return { page, ...gestures(page), close: () => browser.close() };
}

/** What a user does and sees, as functions over the page. */
function gestures(page) {
  const quickInput = page.locator(".quick-input-widget");
  /** The list is narrowed while one types: what Enter takes is the row in focus, once it is the wanted one. */
  const choose = async (text) => {
    await quickInput.locator(".monaco-list-row.focused", { hasText: text }).waitFor();
    await page.keyboard.press("Enter");
  };
  return {
    /** By quick open, as one types it: `path` ends in `FOLDER/FILE`. */
    async openFile(path) {
      await page.keyboard.press("Control+P");
      await quickInput.locator("input").fill(path);
      await choose(dirname(path));
      await page.locator(".monaco-breadcrumbs", { hasText: basename(dirname(path)) }).waitFor();
      await page.locator(".monaco-editor .view-lines").first().waitFor();
    },
    async runCommand(title) {
      await page.keyboard.press("F1");
      await quickInput.locator("input").fill(`>${title}`);
      await choose(title);
    },
    /** To `LINE` or `LINE:COLUMN`; what was not to be seen comes into the middle of the editor. */
    async goToLine(place) {
      await page.keyboard.press("Control+G");
      await quickInput.locator("input").fill(`:${place}`);
      await page.keyboard.press("Enter");
      const [line] = String(place).split(":");
      await page.locator(".monaco-editor .active-line-number", { hasText: line }).first().waitFor();
    },
    /** Waits until something is underlined, and counts. */
    async squiggles() {
      const squiggle = page.locator(".monaco-editor").locator(".squiggly-warning, .squiggly-error");
      await squiggle.first().waitFor({ state: "attached" });
      return squiggle.count();
    },
    /** The Problems panel with what it lists. */
    async problems() {
      await this.runCommand("Problems: Focus on Problems View");
      const panel = page.locator(".markers-panel");
      await panel.locator(".monaco-list-row").first().waitFor();
      return panel;
    },
    /** The hover at a place, called by its keys; gives what it says once that holds `text`. */
    async hover(line, column, text) {
      await this.goToLine(`${line}:${column}`);
      await page.keyboard.press("Control+K");
      await page.keyboard.press("Control+I");
      const hover = page.locator(".monaco-hover").filter({ visible: true, hasText: text });
      await hover.first().waitFor();
      return hover.first().textContent();
    },
    /** Takes the row of the quick pick that is in focus, once it is the one with this text. */
    take: choose,
    /** The rows of the quick pick with this text. */
    answers: (text) => quickInput.locator(".monaco-list-row", { hasText: text }),
    /** The labels of all rows of the quick pick. */
    labels: async () =>
      (await quickInput.locator(".quick-input-list-rows > :first-child .label-name").allTextContents()).map((label) =>
        label.trim(),
      ),
    /** The notification with this text, and a button of one. */
    toast: (text) => page.locator(".notification-toast", { hasText: text }),
    button: (text) => page.locator(".notification-toast .monaco-button", { hasText: text }).first(),
    /** The page that the markdown preview shows. */
    markdown: () => page.frameLocator("iframe.webview.ready").frameLocator("iframe"),
    /** What the language status beside the language's name says; waits for `text`. */
    async languageStatus(text) {
      const item = page.locator('[id="status.languageStatus"]');
      await page.waitForFunction(
        (wanted) => globalThis.document.getElementById("status.languageStatus")?.ariaLabel?.includes(wanted),
        text,
      );
      return item.getAttribute("aria-label");
    },
  };
}
