/** Small layouts that the tests of the language server share, and a folder on disk to put them in. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/** A disk with one btrfs filesystem; `subvolumes` is the inside of its attribute set. */
export function layout(subvolumes: string): string {
  return `{
  disko.devices.disk.main = {
    type = "disk";
    device = "/dev/vda";
    content = {
      type = "gpt";
      partitions.root = {
        size = "100%";
        content = {
          type = "btrfs";
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

/** One misspelt mount option: an error with a safe fix. */
export const MISSPELT = layout(`"@" = { mountpoint = "/"; mountOptions = [ "noatme" ]; };`);
export const MISSPELT_CODE = "DSK201";
export const MISSPELT_RULE = "unknown-mount-option";

export const CLEAN = layout(`"@" = { mountpoint = "/"; mountOptions = [ "noatime" ]; };`);

/** Not a layout, though it holds the same words. */
export const OTHER = `{ services.openssh.enable = true; mountOptions = [ "noatme" ]; }\n`;

export interface Folder {
  readonly path: string;
  uri(name: string): string;
  write(name: string, text: string | Uint8Array): void;
  remove(name: string): void;
  dispose(): void;
}

/** A folder for one test. */
export function folderWith(files: Readonly<Record<string, string>> = {}): Folder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "disko-lsp-")));
  const folder: Folder = {
    path,
    uri: (name) => pathToFileURL(join(path, name)).href,
    write(name, text) {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), text);
    },
    remove: (name) => rmSync(join(path, name), { recursive: true }),
    dispose: () => rmSync(path, { recursive: true, force: true }),
  };
  for (const [name, text] of Object.entries(files)) folder.write(name, text);
  return folder;
}
