// Takes the picture of the README: the sample in a real VS Code, with what is found drawn under it, listed below it, and
// explained at the mouse. `node test/vscode/shot.mjs [FILE]`; look at the result before you commit it.
import { join, resolve } from "node:path";
import { openWindow, startWorkbench } from "./workbench.mjs";

const file = resolve(process.argv[2] ?? join(import.meta.dirname, "../../client/media/screenshot.png"));

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
  const window = await openWindow(workbench, { width: 1060, height: 960, scale: 1.5 });
  try {
    await window.openFile("hosts/atlas/disko.nix");
    await window.runCommand("View: Toggle Primary Side Bar Visibility");
    const count = await window.squiggles();
    await window.problems();
    await window.goToLine(27);
    const said = await window.hover(28, 90, "decided by");
    await window.page.screenshot({ path: file });
    console.log(`${file}: ${count} squiggles; the hover says:\n${said}`);
  } finally {
    await window.close();
  }
} finally {
  await workbench.close();
}
