// Runs an extension's suite inside the VS Code host and tells its exit code, as the desktop's VS Code would.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { format } from "node:util";
import { openChromium } from "./chromium.mjs";
import { remoteUri, startServer, workbenchUrl } from "./server.mjs";

const EXIT = { crashed: 96, timedOut: 97, pageCrashed: 98 };
const TIMEOUT_MS = Number(process.env.VSCODE_HOST_TIMEOUT ?? 180_000);
const VERBOSE = Boolean(process.env.VSCODE_HOST_VERBOSE);

/**
 * `folder`: what the workbench opens. `payload`: further pairs for the workbench. When no result came in time, a picture
 * of the workbench and its log are kept and named.
 */
export async function runExtensionTests({
  extensionDevelopmentPaths,
  extensionTestsPath,
  folder,
  extensionsDir,
  userDataDir,
}) {
  const home = mkdtempSync(join(tmpdir(), "vsc-"));
  let keep = Boolean(process.env.VSCODE_HOST_KEEP);
  const server = await startServer({ folder: home, extensionsDir, userDataDir, forTests: true });
  let browser;
  try {
    browser = await openChromium(home);
    const page = await browser.newPage();
    const lines = [];
    const { promise, settle } = exitOf(page);
    await page.exposeFunction("codeAutomationLog", (type, args) => {
      const text = format(...args);
      lines.push(`${type} ${text}`);
      if (VERBOSE) console.error(text.trimEnd());
    });
    await page.exposeFunction("codeAutomationExit", (code) => settle(code));
    page.on("pageerror", (error) => lines.push(`pageerror ${error.message}`));
    await page.goto(
      workbenchUrl(server, {
        folder,
        payload: [
          ...extensionDevelopmentPaths.map((path) => ["extensionDevelopmentPath", remoteUri(server, path)]),
          ["extensionTestsPath", remoteUri(server, extensionTestsPath)],
        ],
      }),
    );
    const code = await promise;
    if (code === EXIT.timedOut) {
      keep = true;
      await page.screenshot({ path: join(home, "timeout.png") });
      writeFileSync(join(home, "workbench.log"), lines.join("\n"));
      console.error(`No test result within ${TIMEOUT_MS} ms; see timeout.png, workbench.log and server.log in ${home}`);
    }
    return code === 0 ? await exitOfExtensionHost(server) : code;
  } finally {
    await browser?.close();
    await server.stop();
    if (!keep) rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

function exitOf(page) {
  let settle;
  const promise = new Promise((done) => {
    const timer = setTimeout(() => done(EXIT.timedOut), TIMEOUT_MS);
    settle = (code) => {
      clearTimeout(timer);
      done(code);
    };
  });
  page.on("crash", () => settle(EXIT.pageCrashed));
  return { promise, settle };
}

/** VS Code reports 0 also when the extension host dies of a signal; the server's log tells the two apart. */
async function exitOfExtensionHost(server) {
  for (let i = 0; i < 40 && existsSync(server.log); i++) {
    const end = /Extension Host Process exited with code: (\w+), signal: (\w+)/.exec(readFileSync(server.log, "utf8"));
    if (end) {
      if (end[1] === "0" && end[2] === "null") return 0;
      console.error(end[0]);
      return EXIT.crashed;
    }
    await delay(50);
  }
  return 0;
}
