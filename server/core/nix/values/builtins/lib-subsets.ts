/**
 * The sub-sets of `lib` (`lib.lists`, `lib.strings`, …): which functions of `lib` stand there too, as in nixpkgs.
 * Source: `inherit` and definitions in nixpkgs' lib/<name>.nix.
 */
const NAMES: Readonly<Record<string, string>> = {
  asserts: `
    assertEachOneOf assertMsg assertOneOf`,
  attrsets: `
    attrByPath attrNames attrVals attrValues attrsToList cartesianProduct catAttrs collect concatMapAttrs
    dontRecurseIntoAttrs filterAttrs filterAttrsRecursive foldAttrs foldlAttrs genAttrs genAttrs' getAttr
    getAttrFromPath getAttrs hasAttr hasAttrByPath intersectAttrs isAttrs isDerivation listToAttrs mapAttrs
    mapAttrs' mapAttrsRecursive mapAttrsRecursiveCond mapAttrsToList mapCartesianProduct mergeAttrsList
    nameValuePair optionalAttrs overrideExisting recurseIntoAttrs recursiveUpdate recursiveUpdateUntil removeAttrs
    setAttrByPath showAttrPath zipAttrs zipAttrsWith`,
  debug: `
    addErrorContext trace traceIf traceSeq traceSeqN traceVal traceValFn traceValSeq traceValSeqFn traceValSeqN`,
  filesystem: `
    baseNameOf dirOf isPath`,
  fixedPoints: `
    composeExtensions converge extends fix fix'`,
  lists: `
    all allUnique any compareLists concatAttrValues concatLists concatMap count crossLists drop dropEnd elem
    elemAt filter findFirst findSingle flatten fold foldl foldl' foldr forEach genList groupBy groupBy' head
    ifilter0 imap0 imap1 init intersectLists isList last length map mutuallyExclusive naturalSort optional
    optionals partition range remove replaceElemAt replicate reverseList singleton sort sortOn sublist
    subtractLists tail take takeEnd toList unique uniqueStrings zipLists zipListsWith`,
  modules: `
    importJSON mkAfter mkAssert mkBefore mkDefault mkDefinition mkDerivedConfig mkFixStrictness mkForce mkIf
    mkImageMediaOverride mkMerge mkOptionDefault mkOrder mkOverride mkVMOverride`,
  options: `
    isOption literalExpression literalMD mkEnableOption mkOption`,
  path: "",
  strings: `
    compareVersions concatImapStrings concatImapStringsSep concatLines concatMapAttrsStringSep concatMapStrings
    concatMapStringsSep concatStrings concatStringsSep elem elemAt escape escapeNixIdentifier escapeNixString
    escapeRegex escapeShellArg escapeShellArgs escapeXML fileContents filter fixedWidthNumber fixedWidthString
    fromJSON genList getName getVersion hasInfix hasPrefix hasSuffix head intersperse isAttrs isInt isList isPath
    isString isStringLike isValidPosixName join match optionalString parseDrvName readFile removePrefix
    removeSuffix replaceString replaceStrings split splitString stringAsChars stringLength stringToCharacters
    substring tail toInt toIntBase10 toJSON toLower toSentenceCase toUpper trim trimWith typeOf
    unsafeDiscardStringContext versionAtLeast versionOlder`,
  trivial: `
    add and bitAnd bitNot bitOr bitXor boolToString boolToYesNo ceil checkListOfEnum compare concat const deepSeq
    defaultTo div flip floor fromHexString functionArgs genericClosure id importJSON info isBool isFloat
    isFunction isInt lessThan mapNullable max mergeAttrs min mirrorFunctionArgs mod mul or pathExists pipe
    readFile seq setFunctionArgs showWarnings sub throwIf throwIfNot toBaseDigits toFunction toHexString warn
    warnIf warnIfNot xor`,
  versions: `
    compareVersions splitVersion`,
};

/** Names of functions by sub-set. */
export const subsets: readonly (readonly [subset: string, names: readonly string[]])[] = Object.entries(NAMES).map(
  ([subset, names]) => [subset, names.trim().split(/\s+/)],
);
