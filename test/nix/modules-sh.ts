/** What nixpkgs' lib/tests/modules.sh checks: the lines of a shell script, read as far as they are plain calls. */

/** One `checkConfigOutput` or `checkConfigError`. */
export interface ModuleCheck {
  /** Number of its line, from 1. */
  readonly line: number;
  /** A regular expression: of grep -E for an output, of Perl for an error. */
  readonly pattern: string;
  readonly expects: "output" | "error";
  /** `config.a."b c"` */
  readonly attribute: string;
  /** Modules, relative to the folder of the tests. */
  readonly modules: readonly string[];
}

export interface ModuleChecks {
  readonly checks: readonly ModuleCheck[];
  /** Lines that were not understood, or ask for what an evaluator does not have (warnings). */
  readonly notTried: readonly string[];
}

/** `leftOut`: what cannot be compared. */
export function readModuleChecks(script: string, leftOut: (check: ModuleCheck) => boolean): ModuleChecks {
  const checks: ModuleCheck[] = [];
  const notTried: string[] = [];
  let given: readonly string[] = [];
  for (const { text, line } of logicalLines(script)) {
    const words = shellWords(text, given);
    const [command, ...args] = withoutVariables(words ?? []);
    if (/^(ABORT_ON_WARN=1 )?\s*checkExpression/.test(text) && text.includes("./")) notTried.push(text);
    if (/^set --/.test(text) && words) given = words.slice(2);
    if (command !== "checkConfigOutput" && command !== "checkConfigError") continue;
    const [pattern, attribute, ...modules] = args;
    if (pattern === undefined || attribute === undefined || modules.length === 0 || text.startsWith("ABORT_ON_WARN"))
      notTried.push(text);
    else {
      const expects = command === "checkConfigOutput" ? "output" : "error";
      const check: ModuleCheck = { line, pattern, expects, attribute, modules };
      if (leftOut(check)) notTried.push(text);
      else checks.push(check);
    }
  }
  return { checks, notTried };
}

/** Lines outside functions and comments, those that end in a backslash joined with the next. */
function logicalLines(script: string): { readonly text: string; readonly line: number }[] {
  const lines: { text: string; line: number }[] = [];
  let open = "";
  let start = 0;
  let inFunction = false;
  for (const [index, raw] of script.split("\n").entries()) {
    if (/^[\w-]+\(\) \{$/.test(raw)) inFunction = true;
    if (inFunction) {
      if (raw === "}") inFunction = false;
      continue;
    }
    if (open === "" && /^\s*(#|$)/.test(raw)) continue;
    if (open === "") start = index + 1;
    if (raw.endsWith("\\")) {
      open += `${raw.slice(0, -1)} `;
      continue;
    }
    lines.push({ text: (open + raw).trim(), line: start });
    open = "";
  }
  return lines;
}

function withoutVariables(words: readonly string[]): readonly string[] {
  const first = words.findIndex((word) => !/^[A-Z_]+=\w*$/.test(word));
  return first < 0 ? [] : words.slice(first);
}

/** The words of a command as bash splits them; `"$@"` is `given`. Undefined where a quote stays open. */
function shellWords(text: string, given: readonly string[]): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let index = 0;
  const add = (part: string): void => {
    word = (word ?? "") + part;
  };
  const end = (): void => {
    if (word !== undefined) words.push(...braces(word));
    word = undefined;
  };
  while (index < text.length) {
    const char = text.charAt(index);
    if (text.startsWith('"$@"', index)) {
      words.push(...given);
      index += 4;
    } else if (char === "'") {
      const close = text.indexOf("'", index + 1);
      if (close < 0) return undefined;
      add(text.slice(index + 1, close));
      index = close + 1;
    } else if (char === '"') {
      let close = index + 1;
      let part = "";
      while (close < text.length && text.charAt(close) !== '"') {
        if (text.charAt(close) === "\\" && /["\\$`]/.test(text.charAt(close + 1))) close += 1;
        part += text.charAt(close);
        close += 1;
      }
      if (close >= text.length) return undefined;
      add(part);
      index = close + 1;
    } else if (char === "\\") {
      add(text.charAt(index + 1));
      index += 2;
    } else if (/\s/.test(char)) {
      end();
      index += 1;
    } else {
      add(char);
      index += 1;
    }
  }
  end();
  return words;
}

/** `./a/{b,c}.nix` */
function braces(word: string): readonly string[] {
  const found = /^(\.\/[^{]*)\{([^}]*)\}(.*)$/.exec(word);
  if (!found) return [word];
  const [, before = "", inside = "", after = ""] = found;
  return inside.split(",").map((part) => before + part + after);
}
