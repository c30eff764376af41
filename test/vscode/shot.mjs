// Takes two pictures of the README, of the sample in a real VS Code: what is found, drawn under the text, listed below it and
// explained at the mouse; and the toolstack of its hosts. `node test/vscode/shot.mjs`; look at the results before you commit them.
import { join } from "node:path";
import { toolstackRow } from "./window-toolstack.mjs";
import { openWindow, startWorkbench } from "./workbench.mjs";

const MEDIA = join(import.meta.dirname, "../../client/media");

const workbench = await startWorkbench({
  "workbench.colorTheme": "Dark Modern",
  "workbench.layoutControl.enabled": false,
  "workbench.activityBar.location": "hidden",
  "window.commandCenter": false,
  "window.menuBarVisibility": "hidden",
  "editor.minimap.enabled": false,
  "editor.stickyScroll.enabled": false,
  // Below the line, where the layout only closes its braces.
  "editor.hover.above": false,
});
try {
  const window = await openWindow(workbench, { width: 1060, height: 760, scale: 1.5 });
  try {
    await window.openFile("hosts/draco/disko.nix");
    await window.squiggles();
    await window.runCommand("Explorer: Focus on Disko Toolstack View");
    await window.page.locator(".pane-header", { hasText: "sample" }).first().click();
    await toolstackRow(window, "draco").click();
    await toolstackRow(window, "PostgreSQL").click();
    await toolstackRow(window, "services.postgresql.enable").waitFor();
    await window.page.screenshot({ path: join(MEDIA, "toolstack.png") });

    await window.runCommand("View: Close All Editors");
    await window.page.setViewportSize({ width: 1060, height: 960 });
    await window.openFile("hosts/atlas/disko.nix");
    await window.runCommand("View: Toggle Primary Side Bar Visibility");
    const count = await window.squiggles();
    await window.problems();
    await window.goToLine(27);
    const said = await window.hover(28, 90, "decided by");
    await window.page.screenshot({ path: join(MEDIA, "screenshot.png") });
    console.log(`screenshot.png: ${count} squiggles; the hover says:\n${said}`);
  } finally {
    await window.close();
  }
} finally {
  await workbench.close();
}
