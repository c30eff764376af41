// Opens the sample workspace in a real VS Code with the built extension: the desktop's where `code` is installed, else the
// host's in your browser. Stays until Ctrl-C; the copy of the sample is thrown away then.
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { EXTENSION, requireBuild, SAMPLE } from "./extension-under-test.mjs";
import { startWorkbench } from "./workbench.mjs";

requireBuild();
if (openDesktop()) console.log(`The sample opens in VS Code, with the extension from ${EXTENSION}.`);
else await serve();

/** False where no `code` is on the path, or it does not start. */
function openDesktop() {
  const args = ["--new-window", `--extensionDevelopmentPath=${EXTENSION}`, SAMPLE];
  return spawnSync("code", args, { stdio: "ignore", shell: process.platform === "win32" }).status === 0;
}

async function serve() {
  const workbench = await startWorkbench();
  console.log(`VS Code with the sample: ${workbench.url}\nOpen hosts/atlas/disko.nix there. Ctrl-C ends it.`);
  // A signal alone does not keep Node awake.
  const awake = setInterval(() => {}, 60_000);
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  clearInterval(awake);
  await workbench.close();
}
