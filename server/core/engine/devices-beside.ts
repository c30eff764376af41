/**
 * A layout that a host imports often leaves the `device` of its disks to the host's own file in the same folder
 * (`disko.devices.disk.main.device = …`). Modules are not evaluated together, so that line is looked for in the text;
 * further away it is not looked for.
 */
import type { Layout, StructureProblem } from "../disko/layout.ts";
import type { Files } from "../files.ts";
import { dirname, resolvePath } from "../text/path.ts";

const HOST_FILES = ["configuration.nix", "default.nix", "hardware-configuration.nix", "hardware.nix"];

/** The layout without the complaint about a missing `device` where a file beside it gives one. */
export function withDevicesBeside(layout: Layout, files: Files): Layout {
  if (!layout.problems.some(lacksDevice)) return layout;
  const texts = HOST_FILES.map((name) => resolvePath(dirname(layout.path), name))
    .filter((path) => path !== layout.path)
    .map((path) => files.read(path))
    .flatMap((content) => (content.kind === "text" ? [content.text] : []));
  const isGiven = (problem: StructureProblem): boolean =>
    lacksDevice(problem) && texts.some((text) => givesDevice(text, problem.object.name ?? ""));
  return { ...layout, problems: layout.problems.filter((problem) => !isGiven(problem)) };
}

function lacksDevice(problem: StructureProblem): problem is StructureProblem & { kind: "missing-attribute" } {
  return problem.kind === "missing-attribute" && problem.name === "device" && problem.object.type === "disk";
}

/** `disk.NAME.device =`, the name bare or quoted, not behind a `#`. */
function givesDevice(text: string, disk: string): boolean {
  for (const [, bare, quoted] of text.matchAll(/^[^#\n]*\bdisk\.(?:([\w'-]+)|"([^"$\\]*)")\.device\s*=/gm)) {
    if ((bare ?? quoted) === disk) return true;
  }
  return false;
}
