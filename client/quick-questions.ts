/** Questions as quick picks. Each resolves to undefined when the user leaves it: then nothing is done. */
import * as vscode from "vscode";

export interface Question<T> {
  /** In the title bar: what is being done. */
  readonly title: string;
  /** In the input: what is asked. */
  readonly ask: string;
  readonly step?: number;
  readonly totalSteps?: number;
  readonly items: readonly Answer<T>[];
}

export interface Answer<T> {
  readonly value: T;
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** Of one choice: where the cursor stands at first. Of many: checked. */
  readonly picked?: boolean;
  /** Heads the answers from here on. */
  readonly group?: string;
}

interface Item<T> extends vscode.QuickPickItem {
  readonly value?: T;
}

/** `instead`: the question that an answer leads to, asked in the same place; undefined where it is one to go on with. */
export function askOne<T>(
  question: Question<T>,
  instead?: (answer: T) => Question<T> | undefined,
): Promise<T | undefined> {
  return ask(question, false, (chosen) => chosen[0], instead);
}

/** The chosen ones, perhaps none. */
export function askMany<T>(question: Question<T>): Promise<readonly T[] | undefined> {
  return ask(question, true, (chosen) => chosen);
}

function ask<T, R>(
  question: Question<T>,
  many: boolean,
  read: (chosen: readonly T[]) => R,
  instead?: (answer: T) => Question<T> | undefined,
): Promise<R | undefined> {
  const pick = vscode.window.createQuickPick<Item<T>>();
  pick.canSelectMany = many;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  // Looking at the file, or copying something out of it, is no answer.
  pick.ignoreFocusOut = true;
  put(pick, question);
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      const chosen = (many ? pick.selectedItems : pick.activeItems).flatMap(({ value }) =>
        value === undefined ? [] : [value],
      );
      const [answer] = chosen;
      const other = answer === undefined ? undefined : instead?.(answer);
      if (other) return put(pick, other);
      resolve(many || chosen.length > 0 ? read(chosen) : undefined);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

function put<T>(pick: vscode.QuickPick<Item<T>>, { title, ask, step, totalSteps, items }: Question<T>): void {
  pick.title = title;
  pick.placeholder = ask;
  pick.value = "";
  pick.step = step;
  pick.totalSteps = totalSteps;
  const all = items.flatMap(itemsOf);
  pick.items = all;
  const picked = all.filter((item) => item.picked);
  if (pick.canSelectMany) pick.selectedItems = picked;
  else pick.activeItems = picked.slice(0, 1);
}

function itemsOf<T>({ group, value, label, description, detail, picked }: Answer<T>): Item<T>[] {
  const separator = group === undefined ? [] : [{ label: group, kind: vscode.QuickPickItemKind.Separator }];
  return [
    ...separator,
    {
      value,
      label,
      ...(description !== undefined && { description }),
      ...(detail !== undefined && { detail }),
      ...(picked !== undefined && { picked }),
    },
  ];
}
