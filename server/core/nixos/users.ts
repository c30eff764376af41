/** People with an account: `users.users.NAME.isNormalUser = true`. */
import type { EvalContext } from "../nix/values/context.ts";
import { nodeAt } from "./configuration.ts";
import type { User } from "./host.ts";
import type { OptionNode } from "./option-tree.ts";

export function usersOf(root: OptionNode, context: EvalContext): readonly User[] {
  const users = context.deeper(() => {
    const all = nodeAt(root, ["users", "users"]);
    return all.names().flatMap((name) => userOf(name, all.child(name)));
  });
  return "why" in users ? [] : users;
}

function userOf(key: string, node: OptionNode): User[] {
  const normal = node.child("isNormalUser").state();
  if (normal.kind !== "known" || normal.value.kind !== "bool" || !normal.value.value) return [];
  const name = textAt(node, "name") ?? key;
  return [{ name, home: textAt(node, "home") ?? `/home/${name}`, at: normal.definitions[0] }];
}

function textAt(node: OptionNode, name: string): string | undefined {
  const state = node.child(name).state();
  return state.kind === "known" && state.value.kind === "string" ? state.value.value : undefined;
}
