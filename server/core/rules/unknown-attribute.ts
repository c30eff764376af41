import { describeObjectFirst } from "../disko/object-name.ts";
import { adviceOnUnknown, hookWithoutPlace, meantAttribute, rightPlace, whyGone } from "../disko/right-place.ts";
import { editDistance } from "../text/similar.ts";
import { defineRule } from "./rule.ts";
import { removeBinding, renameAttribute } from "./source-fix.ts";

/** Attributes that no module type of disko has. Hooks at places without hooks have a rule of their own. */
export const unknownAttribute = defineRule({
  code: "DSK101",
  name: "unknown-attribute",
  consequence: "evaluation",
  docs: {
    what: "An attribute that disko does not know at this place.",
    why: "disko's options are closed: one unknown attribute and the whole configuration fails to evaluate.",
    bad: `"@home" = {
  mountPoint = "/home";
};`,
    good: `"@home" = {
  mountpoint = "/home";
};`,
    sources: [
      "https://github.com/nix-community/disko/tree/master/lib/types",
      "https://github.com/nix-community/disko/blob/master/docs/upgrade-guide.md",
    ],
  },

  *check({ layout, syntax }) {
    for (const problem of layout.problems) {
      if (problem.kind !== "unknown-attribute" || hookWithoutPlace(problem.object, problem.name)) continue;
      const { at, object, name, binding } = problem;
      const gone = whyGone(object, name);
      if (gone !== undefined) {
        yield {
          at,
          message: `${describeObjectFirst(object)} has no \`${name}\` since disko of 2023 (${gone}), so disko refuses the whole layout. Remove it.`,
          fixes: removeBinding(syntax, binding, `Remove \`${name}\``, false),
        };
        continue;
      }
      const near = problem.suggestion;
      const wanted = near ?? meantAttribute(object, name);
      const place = rightPlace(object, name);
      const advice = place ?? (wanted === undefined ? adviceOnUnknown(object) : `Did you mean \`${wanted}\`?`);
      const renamed = place === undefined && wanted !== undefined && !object.attributes.has(wanted);
      const safe = near !== undefined && editDistance(name, near) <= 1;
      yield {
        at,
        message: `${describeObjectFirst(object)} has no attribute \`${name}\`, so disko refuses the whole layout. ${advice}`,
        fixes: renamed ? renameAttribute(syntax, at, [name, wanted], safe) : [],
      };
    }
  },
});
