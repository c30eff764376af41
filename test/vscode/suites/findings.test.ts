/** Findings as an editor shows them: where they are drawn, and current whatever happens. */
import assert from "node:assert/strict";
import { suite, suiteTeardown, teardown, test } from "mocha";
import * as vscode from "vscode";
import { codeOf, findingOf, findingsAsDrawn, openText, replace, setSetting, startAfresh, until } from "./editor.ts";

const MISSPELT = `{
  disko.devices.disk.main = {
    type = "disk";
    device = "/dev/sda";
    content = {
      type = "btrfs";
      mountpoint = "/";
      mountOptions = [ "compres=zstd" ];
      #                 ^^^^^^^^^^^^ DSK201
    };
  };
}
`;

suite("Findings", () => {
  teardown(startAfresh);

  test("stand where they are drawn", async () => {
    const { document } = await openText("drawn.nix", MISSPELT);
    await findingsAsDrawn(document);
  });
});
