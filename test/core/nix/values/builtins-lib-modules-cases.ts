/** Functions of nixpkgs' `lib` about the words of the module system, and what they give. */
import type { Case } from "./language-cases.ts";

export const modules: readonly Case[] = [
  ["lib.mkIf true { a = 1; }", { _type: "if", condition: true, content: { a: 1 } }],
  ["lib.mkIf false 1", { _type: "if", condition: false, content: 1 }],
  ["lib.mkMerge [ 1 2 ]", { _type: "merge", contents: [1, 2] }],
  ["lib.mkDefault 1", { _type: "override", content: 1, priority: 1000 }],
  ['lib.mkForce [ "a" ]', { _type: "override", content: ["a"], priority: 50 }],
  ["lib.mkOverride 70 1", { _type: "override", content: 1, priority: 70 }],
  ["lib.mkOptionDefault 1", { _type: "override", content: 1, priority: 1500 }],
  ["lib.mkImageMediaOverride 1", { _type: "override", content: 1, priority: 60 }],
  ["lib.mkVMOverride 1", { _type: "override", content: 1, priority: 10 }],
  ["lib.mkOrder 5 [ ]", { _type: "order", content: [], priority: 5 }],
  ["lib.mkBefore [ ]", { _type: "order", content: [], priority: 500 }],
  ["lib.mkAfter [ ]", { _type: "order", content: [], priority: 1500 }],
  ['lib.mkAssert true "x" 1', { _type: "if", condition: true, content: 1 }],
  ["lib.mkFixStrictness 1", 1],
  ['lib.mkDefinition { file = "f"; value = 1; }', { _type: "definition", file: "f", value: 1 }],
  ["lib.mkDerivedConfig { highestPrio = 50; value = 1; } (x: x + 1)", { _type: "override", content: 2, priority: 50 }],
  ["lib.mkDerivedConfig { value = 1; } (x: x + 1)", { _type: "override", content: 2, priority: 100 }],
  ["lib.mkOption { default = 1; }", { _type: "option", default: 1 }],
  [
    'removeAttrs (lib.mkEnableOption "x") [ "type" ]',
    { _type: "option", default: false, description: "Whether to enable x.", example: true },
  ],
  ['lib.literalExpression "x"', { _type: "literalExpression", text: "x" }],
  ["lib.isOption (lib.mkOption { })", true],
  ['lib.isType "if" (lib.mkIf true 1)', true],
  ['lib.isType "if" { }', false],
  ['lib.setType "x" { a = 1; }', { _type: "x", a: 1 }],
  ["lib.modules.mkIf true 1", { _type: "if", condition: true, content: 1 }],
  ["lib.options.mkOption { }", { _type: "option" }],
];
