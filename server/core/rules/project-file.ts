import { defineRule } from "./rule.ts";

/** What is wrong with `.disko-toolstack.yaml`: the rest of it still counts. */
export const projectFile = defineRule({
  code: "DSK400",
  name: "project-file",
  consequence: "evaluation",
  docs: {
    what: "The project file `.disko-toolstack.yaml` (or `.json`) has something that cannot be used.",
    why: "A misspelt tool or key would otherwise be passed over in silence, and the advice would be for another machine than yours. What is right in the file still counts.",
    bad: `tools: [postgresq]
priority: fast`,
    good: `tools: [postgresql]
priority: performance`,
    sources: ["https://yaml.org/spec/1.2.2/"],
  },

  *check({ projectProblems }) {
    yield* projectProblems;
  },
});
