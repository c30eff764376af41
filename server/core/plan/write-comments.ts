/** Comments above what is there. */
import { addComment } from "../nix/write/add-comment.ts";
import { commentLines } from "../nix/write/comment-lines.ts";
import type { Change } from "./plan.ts";
import type { Outcome, Sources } from "./write-result.ts";

export type CommentChange = Extract<Change, { kind: "comment" }>;

/** One that cannot stand there is left out without a word: nothing depends on it. */
export function writeComments(
  changes: readonly { readonly decision: string; readonly change: CommentChange }[],
  { syntax, mayEdit }: Sources,
): Outcome {
  const pieces = changes.flatMap(({ decision, change: { at, lines } }) => {
    const tree = mayEdit(at.path) ? syntax(at.path) : undefined;
    const edits = tree && addComment(tree, at.span, lines);
    if (edits === undefined || edits.length === 0) return [];
    const snippet = commentLines(lines).join("\n");
    return [{ decisions: [decision], edits: edits.map((edit) => ({ ...edit, path: at.path })), snippet }];
  });
  return { pieces, notWritten: [] };
}
