/** Flags of build systems: CMake, Meson and configure scripts. Arguments of another type are an assertion that does not hold. */
import type { BuiltinDefinition } from "../context.ts";
import { string } from "../make.ts";
import { describe } from "../select.ts";
import { failed, type Thunk, type Value } from "../value.ts";
import { answerOf, withText } from "./arguments.ts";
import { binary, type Call, ternary } from "./define.ts";
import { toUpper } from "./text-forms.ts";

function fails(why: string, call: Call): Value {
  return failed("assertion", why, call.at);
}

function withOwnString(thunk: Thunk, call: Call, use: (text: string) => Value): Value {
  const value = thunk.force();
  if (value.kind === "string") return use(value.value);
  return value.kind === "unknown" ? value : fails(`a string is needed, here is ${describe(value)}`, call);
}

function withOwnBool(thunk: Thunk, call: Call, use: (flag: boolean) => Value): Value {
  const value = thunk.force();
  if (value.kind === "bool") return use(value.value);
  return value.kind === "unknown" ? value : fails(`a boolean is needed, here is ${describe(value)}`, call);
}

const CMAKE_TYPES = ["BOOL", "FILEPATH", "PATH", "STRING", "INTERNAL", "LIST"];

function cmakeOption(type: string, feature: string, value: string, call: Call): Value {
  const upper = toUpper(type);
  return CMAKE_TYPES.includes(upper)
    ? string(`-D${feature}:${upper}=${value}`)
    : fails(`\`${type}\` is no type of CMake`, call);
}

/** A flag with two words for yes and no. */
function switched(name: string, text: (feature: string, flag: boolean) => string): BuiltinDefinition {
  return binary(name, (feature, flag, call) =>
    withOwnString(feature, call, (named) => withOwnBool(flag, call, (on) => string(text(named, on)))),
  );
}

function enableFlag(flag: Thunk, feature: Thunk, call: Call): Value {
  return withOwnBool(flag, call, (on) =>
    withOwnString(feature, call, (named) => string(`--${on ? "enable" : "disable"}-${named}`)),
  );
}

/** Unlike `enableFeature` it looks at the name first, and takes the flag as a condition. */
function withFlag(flag: Thunk, feature: Thunk, call: Call): Value {
  return withOwnString(feature, call, (named) => {
    const on = answerOf(flag.force());
    return typeof on === "boolean" ? string(`--${on ? "with" : "without"}-${named}`) : on;
  });
}

/** The flag, with a value where it is on. */
function valued(name: string, write: (flag: Thunk, feature: Thunk, call: Call) => Value): BuiltinDefinition {
  return ternary(name, (flag, feature, value, call) => {
    const start = write(flag, feature, call);
    if (start.kind !== "string") return start;
    const on = answerOf(flag.force());
    if (on === false) return start;
    return on === true ? withText(value, call, (text) => string(`${start.value}=${text}`)) : on;
  });
}

export const lib: readonly BuiltinDefinition[] = [
  ternary("cmakeOptionType", (type, feature, value, call) =>
    withOwnString(type, call, (kind) =>
      withOwnString(feature, call, (named) =>
        withOwnString(value, call, (text) => cmakeOption(kind, named, text, call)),
      ),
    ),
  ),
  switched("cmakeBool", (feature, on) => `-D${feature}:BOOL=${on ? "TRUE" : "FALSE"}`),
  binary("cmakeFeature", (feature, value, call) =>
    withOwnString(feature, call, (named) => withOwnString(value, call, (text) => string(`-D${named}:STRING=${text}`))),
  ),
  binary("mesonOption", (feature, value, call) =>
    withOwnString(feature, call, (named) => withOwnString(value, call, (text) => string(`-D${named}=${text}`))),
  ),
  switched("mesonBool", (feature, on) => `-D${feature}=${on}`),
  switched("mesonEnable", (feature, on) => `-D${feature}=${on ? "enabled" : "disabled"}`),
  binary("enableFeature", enableFlag),
  valued("enableFeatureAs", enableFlag),
  binary("withFeature", withFlag),
  valued("withFeatureAs", withFlag),
];
