// Starts the VS Code server of the host on a free port of this machine, in folders of its own.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { NODE, VSCODE } from "./install.mjs";

/** A quiet workbench: nothing asks, nothing updates, nothing is sent. */
const QUIET_SETTINGS = {
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "git.enabled": false,
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
};

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 3_000;

/** Writes the user settings of a new profile; one that has settings keeps them. */
export function writeUserSettings(userDataDir, settings = {}) {
  const file = join(userDataDir, "User/settings.json");
  if (existsSync(file)) return;
  mkdirSync(join(userDataDir, "User"), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...QUIET_SETTINGS, ...settings }, null, 2));
}

/**
 * `folder` holds everything the server writes; keep its path short, Unix sockets lie in it. Settings given are those of a
 * new profile. `forTests`: the workbench heeds which extension is developed and tested, and keeps notifications to
 * itself. Resolves when the server listens; `stop` ends it with all its children.
 */
export async function startServer({
  folder,
  extensionsDir,
  userDataDir = join(folder, "user-data"),
  settings,
  forTests = false,
  env = {},
}) {
  for (const name of ["home", "tmp"]) mkdirSync(join(folder, name), { recursive: true });
  writeUserSettings(userDataDir, settings);
  const log = join(folder, "server.log");
  // Whoever reaches the server can run programs through it, and other users of this machine reach it.
  const token = randomBytes(16).toString("hex");
  const tokenFile = join(folder, "token");
  writeFileSync(tokenFile, token, { mode: 0o600 });
  const output = openSync(log, "a");
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_(?!TEST_)|ELECTRON_|NODE_OPTIONS$|VITEST)/.test(name),
  );
  const child = spawn(
    NODE,
    [
      join(VSCODE, "out/server-main.js"),
      ...["--host", "127.0.0.1", "--port", "0", "--connection-token-file", tokenFile, "--accept-server-license-terms"],
      ...["--server-data-dir", join(folder, "server"), "--user-data-dir", userDataDir],
      ...["--extensions-dir", extensionsDir ?? join(folder, "extensions")],
      ...["--telemetry-level", "off", "--disable-telemetry", "--disable-workspace-trust"],
      ...(forTests ? ["--enable-smoke-test-driver"] : []),
    ],
    {
      cwd: folder,
      detached: true,
      stdio: ["ignore", output, output],
      env: {
        ...Object.fromEntries(inherited),
        HOME: join(folder, "home"),
        TMPDIR: join(folder, "tmp"),
        XDG_CACHE_HOME: join(folder, "cache"),
        XDG_CONFIG_HOME: join(folder, "config"),
        XDG_DATA_HOME: join(folder, "share"),
        EXTENSIONS_GALLERY: "{}",
        ...env,
      },
    },
  );
  let ended = false;
  const exit = new Promise((done) => child.once("exit", done)).then(() => {
    ended = true;
  });
  const kill = (signal) => {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // The whole group is gone already.
    }
  };
  const killNow = () => kill("SIGKILL");
  process.once("exit", killNow);
  const stop = async () => {
    kill("SIGTERM");
    await Promise.race([exit, delay(STOP_TIMEOUT_MS, undefined, { ref: false })]);
    killNow();
    process.off("exit", killNow);
  };

  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const text = readFileSync(log, "utf8");
    const port = /Extension host agent listening on (\d+)/.exec(text)?.[1];
    if (port) return { address: `127.0.0.1:${port}`, token, log, stop };
    if (ended || Date.now() > deadline) {
      await stop();
      throw new Error(`the VS Code server ${ended ? "ended" : "did not start in time"}:\n${text}`);
    }
    await delay(50);
  }
}

/** `payload`: pairs of workbench settings that an address can carry, such as extensionDevelopmentPath. */
export function workbenchUrl(server, { folder, payload = [] } = {}) {
  const url = new URL(`http://${server.address}/`);
  url.searchParams.set("tkn", server.token);
  if (folder) url.searchParams.set("folder", folder);
  else url.searchParams.set("ew", "true");
  if (payload.length > 0) url.searchParams.set("payload", JSON.stringify(payload));
  return url.toString();
}

/** How the workbench names a file of this machine. */
export function remoteUri(server, path) {
  return `vscode-remote://${server.address}${resolve(path)}`;
}
