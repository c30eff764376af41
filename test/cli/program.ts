// The real command line program, bundled as it is shipped and run as its users run it: a process of its own.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { bundles } from "../support/bundles.ts";

export const ROOT = join(import.meta.dirname, "../..");

export interface Run {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly uid?: number;
  /** Hangs up after this many bytes of output, as `head` does. */
  readonly hangUpAfter?: number;
}

export const program = Object.assign(
  (words: readonly string[], options: RunOptions = {}) => run(bundles.program, words, options),
  { path: bundles.program },
);

function run(path: string, words: readonly string[], { cwd, env, uid, hangUpAfter }: RunOptions): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path, ...words], {
      cwd: cwd ?? ROOT,
      env: { PATH: process.env.PATH ?? "", HOME: tmpdir(), ...env },
      stdio: ["ignore", "pipe", "pipe"],
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      if (hangUpAfter !== undefined && stdout.length >= hangUpAfter) child.stdout.destroy();
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}

/** A folder with these files in it, to be removed by the test. Texts are written as they are, bytes too. */
export function workspace(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), "disko-toolstack-work-"));
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return folder;
}

/** A disko file around the subvolumes of one btrfs filesystem, without any problem of its own. Subvolumes begin on line 13. */
export function diskoFile(subvolumes: string): string {
  return `{
  disko.devices.disk.main = {
    type = "disk";
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions.root = {
        size = "100%";
        content = {
          type = "btrfs";
          extraArgs = [ "-f" ];
          subvolumes = {
${subvolumes}
          };
        };
      };
    };
  };
}
`;
}
