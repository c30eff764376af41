/** A tool added to the project file or excluded there, as edits; a file that is not there yet is made. */
import { type Files, textOf } from "../files.ts";
import { changeProjectFile, type ToolChange } from "../stack/change-project-file.ts";
import { PROJECT_FILES } from "../stack/project-file.ts";
import type { FileEdit } from "../text/edit.ts";
import { resolvePath } from "../text/path.ts";
import type { Dependencies } from "./answers.ts";
import { editsBetween } from "./fix-all.ts";
import { findProject } from "./project-root.ts";
import { pendingAmong, recordFiles } from "./recorded-files.ts";

export type SelectionChange = Dependencies & (EditedSelection | RefusedSelection);

interface EditedSelection {
  readonly kind: "edits";
  /** The project file. */
  readonly path: string;
  /** It is not there yet: the only edit is its whole text. */
  readonly isNew: boolean;
  readonly edits: readonly FileEdit[];
}
interface RefusedSelection {
  readonly kind: "refused";
  readonly path: string;
  /** A sentence. */
  readonly why: string;
}

/** `path`: any file or folder of the project. */
export function changeSelection(path: string, change: ToolChange, files: Files): SelectionChange {
  const recorded = recordFiles(files);
  const result = changed(path, change, recorded);
  return { ...result, read: [...recorded.contents.keys()], pending: pendingAmong(recorded.contents) };
}

function changed(path: string, change: ToolChange, files: Files): EditedSelection | RefusedSelection {
  const project = findProject(path, files);
  const file = project.file ?? resolvePath(project.root, PROJECT_FILES[0]);
  const content = files.read(file);
  if (content.kind !== "text" && content.kind !== "absent") {
    const why = content.kind === "unreadable" ? `It cannot be read: ${content.why}.` : "It cannot be read.";
    return { kind: "refused", path: file, why };
  }
  const before = textOf(content) ?? "";
  const result = changeProjectFile(file, before, change);
  if (result.kind === "refused") return { ...result, path: file };
  return {
    kind: "edits",
    path: file,
    isNew: content.kind === "absent",
    edits: editsBetween(file, before, result.text),
  };
}
