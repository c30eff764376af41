/** What the mouse is told about a mount option. */
import assert from "node:assert/strict";
import { suite, teardown, test } from "mocha";
import { hoverAt, layoutOf, openText, startAfresh } from "./editor.ts";

suite("Hover", () => {
  teardown(startAfresh);

  test("says what an option does, and which mount decides it", async () => {
    const { document } = await openText(
      "hover.nix",
      layoutOf(`
"@" = { mountpoint = "/"; mountOptions = [ "compress=zstd" ]; };
"@db" = { mountpoint = "/db"; mountOptions = [ "nodatacow" ]; };
`),
    );
    const said = await hoverAt(document, "nodatacow");
    assert.match(said, /copy-on-write/i);
    assert.match(said, /`?@`?/);
  });

  test("is silent where nothing of ours stands", async () => {
    const { document } = await openText("silent.nix", "{ environment.systemPackages = [ ]; }\n");
    assert.equal(await hoverAt(document, "systemPackages"), "");
  });
});
