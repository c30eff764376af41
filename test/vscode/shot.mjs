// Takes the picture of the README: the sample in a real VS Code, with what is found drawn under it, listed below it, and
// explained at the mouse. `node test/vscode/shot.mjs [FILE]`; look at the result before you commit it.
import { join, resolve } from "node:path";
import { openWindow, startWorkbench } from "./workbench.mjs";

const file = resolve(process.argv[2] ?? join(import.meta.dirname, "../../client/media/screenshot.png"));

const workbench = await startWorkbench({
  "editor.fontSize": 14,
  "editor.minimap.enabled": false,
  "editor.stickyScroll.enabled": false,
  "editor.scrollBeyondLastLine": false,
  "explorer.autoReveal": true,
  "window.commandCenter": false,
  "workbench.layoutControl.enabled": false,
  "workbench.activityBar.location": "top",
  "breadcrumbs.enabled": false,
});
try {
  const window = await openWindow(workbench, { width: 1200, height: 800, scale: 2 });
  try {
    await window.openFile("hosts/atlas/disko.nix");
    await window.runCommand("View: Focus Problems");
    const count = await window.squiggles();
    const said = await window.hover("nodatacow");
    await window.page.screenshot({ path: file });
    console.log(`${file}: ${count} squiggles; the hover says:\n${said}`);
  } finally {
    await window.close();
  }
} finally {
  await workbench.close();
}
