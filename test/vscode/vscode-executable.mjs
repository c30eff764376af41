// Which VS Code the tests run in: the one that is named, else a downloaded one where a download and a window are possible,
// else the host from the npm registry.
import { join } from "node:path";
import { downloadAndUnzipVSCode } from "@vscode/test-electron";

const HOST_EXECUTABLE = join(import.meta.dirname, "host/code.mjs");
const DOWNLOADS = "https://update.code.visualstudio.com/api/releases/stable";
const PROBE_TIMEOUT_MS = 3_000;
const DOWNLOAD_TIMEOUT_MS = 15_000;

export async function vscodeExecutable() {
  if (process.env.VSCODE_EXECUTABLE) return process.env.VSCODE_EXECUTABLE;
  const hasWindow = process.platform !== "linux" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
  if (!hasWindow) return useHost("there is no display");
  if (!(await isReachable(DOWNLOADS))) return useHost("VS Code's download server is not reachable");
  try {
    return await downloadAndUnzipVSCode({ version: "stable", timeout: DOWNLOAD_TIMEOUT_MS });
  } catch (error) {
    return useHost(`VS Code cannot be downloaded (${error.message})`);
  }
}

function useHost(reason) {
  console.log(`VS Code: the host from the npm registry, because ${reason}.`);
  return HOST_EXECUTABLE;
}

async function isReachable(address) {
  try {
    return (await fetch(address, { method: "HEAD", signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) })).ok;
  } catch {
    return false;
  }
}
