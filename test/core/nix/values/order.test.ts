import { expect, test } from "vitest";
import { compareText } from "../../../../server/core/nix/values/order.ts";

test("names are in the order of their bytes", () => {
  expect(["/b", "/B", "/\u{1F600}", "/\uFF5E", "/a/b", "/a"].sort(compareText)).toEqual([
    "/B",
    "/a",
    "/a/b",
    "/b",
    "/\uFF5E",
    "/\u{1F600}",
  ]);
});
