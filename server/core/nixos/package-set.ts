/**
 * The package set: of all its packages only the names are known, and only those that somebody asks for. A package keeps its
 * name through `override` and the like, so that a list that names it shows it.
 */
import type { EvalContext } from "../nix/values/context.ts";
import { attribute, attrs, attrsOf, bool, nativeFunction, string } from "../nix/values/make.ts";
import { attributeValue } from "../nix/values/select.ts";
import { type Attribute, type AttrsValue, known, type Thunk, unknown, type Value } from "../nix/values/value.ts";
import { once } from "./once.ts";
import { platformValue, stdenvValue } from "./platform.ts";

/** Name in nixpkgs of a value that is a package of ours: an attribute that no real package has. */
const NAME = "__nixpkgsName";

/** Functions of a package that give the package again, changed. */
const CHANGES = [
  "override",
  "overrideAttrs",
  "overrideDerivation",
  "overridePythonAttrs",
  "withPackages",
  "withExtensions",
  "withPlugins",
  "withComponents",
  "fhsWithPackages",
  "extend",
];

/** Members of a package that are the same program, packed in another way. */
const VARIANTS = ["fhs", "out", "bin"];

/** Package sets within the package set under which people put another nixpkgs; nixpkgs itself has none of them. */
const OTHER_CHANNELS = ["unstable", "stable", "master", "small"].flatMap((name) => {
  const capital = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return [name, `pkgs-${name}`, `nixpkgs-${name}`, `pkgs${capital}`, `${name}-pkgs`, `${name}Pkgs`];
});

/** Package sets in nixpkgs that hold the same programs, built in another way. */
const SAME_PACKAGES = ["pkgs", "pkgsi686Linux", "pkgsMusl", "pkgsStatic"];

export interface PackageSetOptions {
  readonly names: readonly string[];
  readonly lib: Thunk;
  readonly context: EvalContext;
  /** `x86_64-linux`, where it is known. */
  readonly system?: Thunk | undefined;
  /** Whether it is for Linux, whatever the processor: the packages of a host are. */
  readonly linux?: boolean;
}

/** A value like `pkgs`: `lib`, the named packages, and more that is not known. Names with dots lie in sets of their own. */
export function packageSet(options: PackageSetOptions): AttrsValue {
  const { names, lib, context, system, linux = false } = options;
  const attributes = new Map<string, Attribute>();
  packagesOf(names).forEach((one, name) => {
    attributes.set(name, one);
  });
  const add = (name: string, thunk: Thunk) => attributes.set(name, attribute(name, thunk));
  add("lib", lib);
  add("applyPatches", known(nativeFunction("applyPatches", context, (argument) => patched(argument, context))));
  if (system) {
    add("system", system);
    add("stdenv", known(stdenvValue(system, linux)));
    for (const name of ["hostPlatform", "targetPlatform"]) add(name, known(platformValue(system, linux)));
  }
  const set = openSet(attributes);
  add("callPackage", known(callPackage(set, options)));
  for (const channel of [...OTHER_CHANNELS, ...SAME_PACKAGES]) if (!attributes.has(channel)) add(channel, known(set));
  return set;
}

/** `pkgs.applyPatches { src = nixpkgs; … }`: as far as anybody here can tell, the source that it was. */
function patched(argument: Thunk, context: EvalContext): Value {
  const src = context.lazy(() => attributeValue(argument.force(), "src"));
  const of = (name: string): readonly [string, Thunk] => [
    name,
    context.lazy(() => (src.force().kind === "attrs" ? attributeValue(src.force(), name) : src.force())),
  ];
  const members = [["type", known(string("derivation"))] as const, of("outPath"), of("__imported")];
  const value = src.force();
  const isImported = value.kind === "attrs" && value.attributes.has("__imported");
  return attrs(isImported ? members : members.slice(0, 2));
}

/**
 * `pkgs.callPackage ./packages.nix { }`: a list, as people keep their packages in, is what it says. Of what else a file makes
 * only a package that nixpkgs names is known.
 */
function callPackage(set: AttrsValue, { lib, context }: PackageSetOptions): Value {
  return nativeFunction("callPackage", context, (target) =>
    nativeFunction("callPackage", context, (given) => {
      const call = attributeValue(lib.force(), "callPackageWith");
      const value = context.apply(call, [known(set), target, given], undefined);
      return value.kind === "list" || packageName(value) !== undefined ? value : NOT_EVALUATED;
    }),
  );
}

interface Named {
  readonly name: string;
  /** What is left of the name below the set that is being made. */
  readonly path: readonly string[];
}

const sharedPackages = new WeakMap<readonly string[], ReadonlyMap<string, Attribute>>();

/** The packages of all package sets of one list of names: a package is the same on every host, and costs no host steps. */
function packagesOf(names: readonly string[]): ReadonlyMap<string, Attribute> {
  const known = sharedPackages.get(names);
  if (known) return known;
  const made = packageAttributes(names.map((name) => ({ name, path: name.split(".") })));
  sharedPackages.set(names, made);
  return made;
}

function packageAttributes(packages: readonly Named[]): ReadonlyMap<string, Attribute> {
  const groups = new Map<string, Named[]>();
  for (const { name, path } of packages) {
    const [first, ...rest] = path;
    if (!first) continue;
    const group = groups.get(first);
    if (group) group.push({ name, path: rest });
    else groups.set(first, [{ name, path: rest }]);
  }
  const attributes = new Map<string, Attribute>();
  for (const [first, group] of groups) {
    const own = group.find(({ path }) => path.length === 0);
    const force = once((): Value => {
      const inner = packageAttributes(group);
      return own ? packageValue(own.name, inner) : openSet(inner);
    });
    attributes.set(first, attribute(first, { force }));
  }
  return attributes;
}

function packageValue(name: string, inner: ReadonlyMap<string, Attribute>): AttrsValue {
  const attributes = new Map<string, Attribute>(inner);
  const value = openSet(attributes);
  const add = (key: string, thunk: Thunk) => attributes.set(key, attribute(key, thunk));
  add("type", known(string("derivation")));
  add("pname", known(string(name.slice(name.lastIndexOf(".") + 1))));
  add("outPath", known(unknown("packages are not built")));
  add("outputSpecified", known(bool(false)));
  add(NAME, known(string(name)));
  const itself: Thunk = { force: () => value };
  for (const variant of VARIANTS) if (!attributes.has(variant)) add(variant, itself);
  const change = known({ kind: "function", at: undefined, formals: undefined, call: () => value });
  for (const name of CHANGES) add(name, change);
  return value;
}

const NOT_EVALUATED = unknown("packages are not evaluated");

function openSet(attributes: ReadonlyMap<string, Attribute>): AttrsValue {
  return attrsOf(attributes, NOT_EVALUATED);
}

/** The name in nixpkgs of a package; undefined for every other value. */
export function packageName(value: Value): string | undefined {
  if (value.kind !== "attrs") return undefined;
  const name = value.attributes.get(NAME)?.thunk.force();
  return name?.kind === "string" ? name.value : undefined;
}
