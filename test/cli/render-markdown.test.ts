import { expect, test } from "vitest";
import { coloured, plain } from "../../server/cli/paint.ts";
import { renderMarkdown } from "../../server/cli/render-markdown.ts";

const PAGE = `# DSK204 ignored

**Why it matters.** The \`compress=zstd:3 long\` option counts for [the filesystem](https://example.org/man), see
<https://example.org>.

- first item that is long enough to be wrapped
- second

\`\`\`nix
"@" = { };   # kept as it is, however long this line may be, because somebody copies it
\`\`\`

| option | scope |
| --- | --- |
| \`ssd\` | filesystem |
`;

test("a page as plain text", () => {
  expect(renderMarkdown(PAGE, plain, 40)).toBe(`DSK204 ignored

Why it matters. The compress=zstd:3 long
option counts for the filesystem
(https://example.org/man), see
https://example.org.

- first item that is long enough to be
  wrapped
- second

    "@" = { };   # kept as it is, however long this line may be, because somebody copies it

option  scope
ssd  filesystem
`);
});

test("in colours", () => {
  expect(renderMarkdown("# T\n\n`x` **y**", coloured, 40)).toBe(
    "\u001b[1mT\u001b[22m\n\n\u001b[36mx\u001b[39m \u001b[1my\u001b[22m\n",
  );
});
