import { defineRule } from "./rule.ts";

/** The text is not Nix. What only our grammar lacks is not among these (see nix/syntax). */
export const syntaxError = defineRule({
  code: "DSK100",
  name: "syntax-error",
  consequence: "evaluation",
  docs: {
    what: "The file is not valid Nix here.",
    why: "Neither disko nor NixOS can read it; the rest of the file is still checked as far as it can be understood.",
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/sda"
    content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; };
  };
}`,
    good: `{
  disko.devices.disk.main = {
    device = "/dev/sda";
    content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; };
  };
}`,
    sources: ["https://nix.dev/manual/nix/latest/language/"],
  },

  *check({ paths, syntax }) {
    for (const path of paths) {
      for (const { span, message } of syntax(path)?.errors ?? []) {
        yield { at: { path, span }, message: `${message.charAt(0).toUpperCase()}${message.slice(1)}.` };
      }
    }
  },
});
