import { expect, test } from "vitest";
import { didYouMean } from "../../../server/core/text/similar.ts";

const OPTIONS = ["compress", "noatime", "nodatacow", "nodatasum", "ssd", "subvol", "ro"];

test.each([
  ["compres", "compress"],
  ["NoATime", "noatime"],
  ["noatmie", "noatime"],
  ["sdd", "ssd"],
  ["nodatacwo", "nodatacow"],
])("%j was meant to be %j", (word, expected) => {
  expect(didYouMean(word, OPTIONS)).toBe(expected);
});

test.each(["rw", "zstd", "umask", "nodatasoo", ""])("%j is like none of them, or like two", (word) => {
  expect(didYouMean(word, OPTIONS)).toBeUndefined();
});
