/** What was probably meant by a string that disko refuses. */
import { didYouMean } from "../text/similar.ts";
import type { SchemaType } from "./schema-type.ts";

/** A value that the type accepts and that was probably meant; undefined when there is none at hand. */
export function suggestValue(type: SchemaType, attribute: string, text: string): string | undefined {
  switch (type.kind) {
    case "nullOr":
      return suggestValue(type.of, attribute, text);
    case "oneOf":
      return firstOf(type.of.map((alternative) => suggestValue(alternative, attribute, text)));
    case "enum":
      return type.values.find((value) => value === text.replaceAll(/\s/g, "")) ?? nearWord(text, type.values);
    case "str": {
      const { pattern } = type;
      if (pattern === undefined) return undefined;
      return firstOf([sizeOf(text), partitionCodeOf(text), text.trim()].filter((one) => one && pattern.test(one)));
    }
    case "absolutePath":
      return absolutePathOf(attribute, text);
    default:
      return undefined;
  }
}

/** Numbers are not misspelt: "10%" does not mean "100%". */
function nearWord(text: string, words: readonly string[]): string | undefined {
  return /[0-9]/.test(text) ? undefined : didYouMean(text, words);
}

function firstOf(candidates: readonly (string | undefined)[]): string | undefined {
  return candidates.find((one) => one !== undefined && one !== "");
}

const UNITS = "KMGTP";

/**
 * sgdisk and mkswapfile count in powers of 1024 whatever the unit is called, so "512MiB" is "512M"; a decimal fraction
 * goes to the next smaller unit.
 */
function sizeOf(text: string): string | undefined {
  const match = /^\+?([0-9]+)(\.[0-9]+)?\s*([kmgtp])?(?:i?b)?$/i.exec(text.trim());
  const [, whole, fraction, unit] = match ?? [];
  if (whole === undefined) return undefined;
  const letter = unit?.toUpperCase() ?? "";
  if (fraction === undefined) return whole + letter;
  const smaller = UNITS[UNITS.indexOf(letter) - 1];
  const scaled = Number(whole + fraction) * 1024;
  return letter !== "" && smaller !== undefined && Number.isInteger(scaled) ? scaled + smaller : undefined;
}

function partitionCodeOf(text: string): string | undefined {
  if (/^(esp|efi|uefi|efi system)$/i.test(text)) return "EF00";
  return /^0x([0-9a-f]{4})$/i.exec(text)?.[1];
}

const DISK_NAME = /^(?:dev\/)?((?:[shv]d[a-z]+|xvd[a-z]+|nvme\d+n\d+|mmcblk\d+|loop\d+|disk\/by-[\w/:.-]+))$/;

function absolutePathOf(attribute: string, text: string): string | undefined {
  if (attribute === "device") {
    const name = DISK_NAME.exec(text)?.[1];
    return name === undefined ? undefined : `/dev/${name}`;
  }
  return attribute === "mountpoint" && /^[\w.@-][\w./@-]*$/.test(text) && !/^[\w-]+:/.test(text)
    ? `/${text}`
    : undefined;
}
