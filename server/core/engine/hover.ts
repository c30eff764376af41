/** What to show under the pointer: a mount option's meaning and what is really in effect there. */
import { computeEffective } from "../mounts/compute-effective.ts";
import { optionHover, sharedOptionHover } from "../mounts/explain-option.ts";
import { type MountOption, optionsOf } from "../mounts/mount-option.ts";
import type { KernelVersion, Settings } from "../settings.ts";
import type { Location } from "../text/span.ts";
import { grouped } from "./advices.ts";
import { stacksFor } from "./advise.ts";
import type { Analysis } from "./analysis.ts";
import { isWhole } from "./as-on-host.ts";
import type { ProjectViews } from "./hosts-of.ts";

export function hoverAt(
  analysis: Analysis,
  offset: number,
  views: ProjectViews,
  settings: Settings,
): { readonly at: Location; readonly markdown: string } | undefined {
  if (!analysis.isDisko) return undefined;
  // Most words are no option, whoever reads the file: then no host is asked.
  if (isWhole(analysis.layout) && pagesAt(offset, analysis, settings.kernel).length === 0) return undefined;
  const view = views.view(analysis.path);
  const groups = grouped(stacksFor(analysis.path, view, settings), analysis, view, settings);
  const pages = groups.flatMap((group) => pagesAt(offset, group.analysis, group.kernel));
  const [first] = pages;
  if (!first) return undefined;
  // A list shared by several mounts, or seen by several hosts, has a page for each; equal ones are shown once.
  const distinct = [
    ...new Set(pages.filter((page) => page.at.span.start === first.at.span.start).map((page) => page.markdown)),
  ];
  return { at: first.at, markdown: distinct.join("\n\n---\n\n") };
}

function pagesAt(offset: number, analysis: Analysis, kernel: KernelVersion | undefined) {
  const { filesystems } = computeEffective(analysis.layout, kernel, analysis.host);
  const pages: { at: Location; markdown: string }[] = [];
  const show = (option: MountOption, markdown: () => string | undefined): void => {
    const { at } = option;
    if (at.path !== analysis.path || offset < at.span.start || offset > at.span.end) return;
    const text = markdown();
    if (text !== undefined) pages.push({ at, markdown: text });
  };
  for (const filesystem of filesystems) {
    for (const mount of filesystem.mounts) {
      for (const option of mount.options) show(option, () => optionHover(option, mount, filesystem));
    }
  }
  for (const mount of analysis.layout.mounts.filter(({ btrfs }) => btrfs === undefined)) {
    for (const option of optionsOf(mount)) show(option, () => sharedOptionHover(option));
  }
  return pages;
}
