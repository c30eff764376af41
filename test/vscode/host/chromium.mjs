// The window of the VS Code host is a Chromium without a screen: the machine's own, else the one from the npm registry.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { HOST } from "./install.mjs";

const SYSTEM_CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** CHROMIUM names an executable; DISKO_NO_SYSTEM_CHROMIUM=1 tries the one from the registry on a machine that has its own. */
function findChromium() {
  if (process.env.CHROMIUM) return { executablePath: process.env.CHROMIUM, env: {} };
  const system = process.env.DISKO_NO_SYSTEM_CHROMIUM ? undefined : SYSTEM_CHROMIUM.find((path) => existsSync(path));
  return system ? { executablePath: system, env: {} } : unpackChromium();
}

/** @sparticuz/chromium holds its browser compressed and unpacks it into TMPDIR, so that is set to our cache. */
function unpackChromium() {
  const folder = join(HOST, "chromium");
  if (!existsSync(folder)) {
    const draft = `${folder}.${process.pid}`;
    mkdirSync(draft, { recursive: true });
    const unpack =
      'import("@sparticuz/chromium").then((m) => m.default.executablePath()).catch((e) => { console.error(e.message); process.exit(1); })';
    const result = spawnSync(process.execPath, ["-e", unpack], {
      cwd: HOST,
      encoding: "utf8",
      // Named as this service, it also unpacks the shared libraries that a bare machine lacks.
      env: { ...process.env, TMPDIR: draft, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x" },
    });
    if (result.status !== 0) throw new Error(`@sparticuz/chromium cannot be unpacked: ${result.stderr}`);
    renameSync(draft, folder);
  }
  const executablePath = join(folder, "chromium");
  // Without a font no text has a height, and its own fonts.conf looks for them in another place.
  const fonts = `<fontconfig><dir>${join(folder, "fonts")}</dir><dir>/usr/share/fonts</dir></fontconfig>`;
  writeFileSync(join(folder, "fonts.conf"), fonts);
  const env = { FONTCONFIG_FILE: join(folder, "fonts.conf") };
  if (spawnSync("ldd", [executablePath], { encoding: "utf8" }).stdout?.includes("not found"))
    env.LD_LIBRARY_PATH = [join(folder, "al2023/lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":");
  return { executablePath, env };
}

/** Opens a Chromium whose profile lies in `folder` and that reaches nothing but this machine. */
export async function openChromium(folder, { viewport = { width: 1280, height: 800 }, deviceScaleFactor = 1 } = {}) {
  const { executablePath, env } = findChromium();
  for (const name of ["home", "tmp"]) mkdirSync(join(folder, name), { recursive: true });
  return chromium.launchPersistentContext(join(folder, "chromium"), {
    executablePath,
    headless: true,
    viewport,
    deviceScaleFactor,
    env: {
      ...process.env,
      ...env,
      HOME: join(folder, "home"),
      TMPDIR: join(folder, "tmp"),
      XDG_CACHE_HOME: join(folder, "cache"),
      XDG_CONFIG_HOME: join(folder, "config"),
    },
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ],
  });
}
