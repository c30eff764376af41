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
ssd     filesystem
`);
});

test("in colours", () => {
  expect(renderMarkdown("# T\n\n`x` **y**", coloured, 40)).toBe(
    "\u001b[1mT\u001b[22m\n\n\u001b[36mx\u001b[39m \u001b[1my\u001b[22m\n",
  );
});

test("a table that is too wide becomes a block for each row", () => {
  const table = `| Fact | Value | Note | Source |
| --- | --- | --- | --- |
| Reads | in \`several\` ways | Index look-ups fetch pages here and there. | [Docs](https://example.org) |
| Unit of writing | 8K \\| 16K | | [Docs](https://example.org/a) |

after`;
  expect(renderMarkdown(table, plain, 50)).toBe(`Reads            in several ways
                 Index look-ups fetch pages here
                 and there.
                 Docs (https://example.org)
Unit of writing  8K | 16K
                 Docs (https://example.org/a)

after
`);
});
