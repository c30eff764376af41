/** What to show under the pointer: a mount option's meaning and what is really in effect there. */
import { computeEffective } from "../mounts/compute-effective.ts";
import { optionHover } from "../mounts/explain-option.ts";
import type { Settings } from "../settings.ts";
import type { Location } from "../text/span.ts";
import type { Analysis } from "./analysis.ts";

export function hoverAt(
  analysis: Analysis,
  path: string,
  offset: number,
  settings: Settings,
): { readonly at: Location; readonly markdown: string } | undefined {
  if (!analysis.isDisko) return undefined;
  const { filesystems } = computeEffective(analysis.layout, settings.kernel, analysis.host);
  const pages: { at: Location; markdown: string }[] = [];
  for (const filesystem of filesystems) {
    for (const mount of filesystem.mounts) {
      for (const option of mount.options) {
        const { at } = option;
        if (at.path !== path || offset < at.span.start || offset > at.span.end) continue;
        pages.push({ at, markdown: optionHover(option, mount, filesystem) });
      }
    }
  }
  const [first] = pages;
  if (!first) return undefined;
  // A list shared by several mounts has a page for each; equal ones are shown once.
  const distinct = [
    ...new Set(pages.filter((page) => page.at.span.start === first.at.span.start).map((page) => page.markdown)),
  ];
  return { at: first.at, markdown: distinct.join("\n\n---\n\n") };
}
