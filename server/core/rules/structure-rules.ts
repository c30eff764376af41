import { brokenImport } from "./broken-import.ts";
import { deprecatedForm } from "./deprecated-form.ts";
import { diskWithoutContent } from "./disk-without-content.ts";
import { duplicateAttribute } from "./duplicate-attribute.ts";
import { groupWithoutMembers } from "./group-without-members.ts";
import { internalAttribute } from "./internal-attribute.ts";
import { missingAttribute } from "./missing-attribute.ts";
import { missingContentType } from "./missing-content-type.ts";
import { poolMembersDiffer } from "./pool-members-differ.ts";
import type { Rule } from "./rule.ts";
import { syntaxError } from "./syntax-error.ts";
import { undefinedVariable } from "./undefined-variable.ts";
import { unknownAttribute } from "./unknown-attribute.ts";
import { unknownContentType } from "./unknown-content-type.ts";
import { unknownReference } from "./unknown-reference.ts";
import { unusedSuppression } from "./unused-suppression.ts";
import { valueMismatch } from "./value-mismatch.ts";
import { wrongType } from "./wrong-type.ts";

/** DSK1xx: what disko and NixOS refuse, and what is on its way out. In order of code. */
export const STRUCTURE_RULES: readonly Rule[] = [
  syntaxError,
  unknownAttribute,
  wrongType,
  missingAttribute,
  unknownContentType,
  missingContentType,
  valueMismatch,
  brokenImport,
  duplicateAttribute,
  internalAttribute,
  deprecatedForm,
  unknownReference,
  groupWithoutMembers,
  diskWithoutContent,
  poolMembersDiffer,
  undefinedVariable,
  unusedSuppression,
];
