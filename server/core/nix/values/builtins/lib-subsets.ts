/**
 * The sub-sets of `lib` (`lib.lists`, `lib.strings`, …): which members of `lib` stand there too, as in nixpkgs. What is in a
 * sub-set alone, or there under a name that means something else in `lib` (`lib.lists.hasPrefix`), is added by those who make it.
 * Source: `inherit` and definitions in https://github.com/NixOS/nixpkgs/blob/master/lib/default.nix and the files beside it.
 */
const NAMES: Readonly<Record<string, string>> = {
  asserts: `
    assertMsg assertOneOf`,
  attrsets: `
    attrByPath attrNames attrVals attrValues attrsToList cartesianProduct catAttrs chooseDevOutputs collect
    concatMapAttrs dontRecurseIntoAttrs filterAttrs filterAttrsRecursive foldAttrs foldlAttrs genAttrs genAttrs'
    getAttr getAttrFromPath getAttrs getBin getDev getFirstOutput getInclude getLib getMan getOutput getStatic hasAttr
    hasAttrByPath intersectAttrs isAttrs isDerivation listToAttrs mapAttrs mapAttrs' mapAttrsRecursive
    mapAttrsRecursiveCond mapAttrsToList mapAttrsToListRecursive mapAttrsToListRecursiveCond mapCartesianProduct
    matchAttrs mergeAttrsList nameValuePair optionalAttrs overrideExisting recurseIntoAttrs recursiveUpdate
    recursiveUpdateUntil removeAttrs setAttrByPath showAttrPath toDerivation updateManyAttrsByPath zipAttrs
    zipAttrsWith zipAttrsWithNames`,
  cli: "",
  customisation: `
    callPackageWith callPackagesWith extendDerivation extendMkDerivation hydraJob makeOverridable makeScope
    makeScopeWithSplicing makeScopeWithSplicing' mapCrossIndex overrideDerivation renameCrossIndexFrom
    renameCrossIndexTo`,
  debug: `
    addErrorContext runTests testAllTrue trace traceFnSeqN traceIf traceSeq traceSeqN traceVal traceValFn traceValSeq
    traceValSeqFn traceValSeqN traceValSeqNFn unsafeGetAttrPos`,
  derivations: `
    addDrvOutputDependencies lazyDerivation optionalDrvAttr unsafeDiscardOutputDependency warnOnInstantiate`,
  fetchers: "",
  fileset: "",
  filesystem: `
    baseNameOf dirOf hashFile isPath packagesFromDirectoryRecursive pathIsDirectory pathIsRegularFile pathType readDir
    readFileType`,
  fixedPoints: `
    composeExtensions composeManyExtensions converge extends fix fix' makeExtensible makeExtensibleWithCustomName
    toExtension`,
  flakes: `
    flakeRefToString parseFlakeRef`,
  generators: `
    mkLuaInline`,
  gvariant: "",
  lists: `
    all allUnique any compareLists concatAttrValues concatLists concatMap count crossLists drop dropEnd elem elemAt
    filter findFirst findSingle flatten fold foldl foldl' foldr forEach genList groupBy groupBy' head ifilter0 imap0
    imap1 init intersectLists isList last length listDfs map mutuallyExclusive naturalSort optional optionals
    partition range remove replaceElemAt replicate reverseList singleton sort sortOn sublist subtractLists tail take
    takeEnd toList toposort unique uniqueStrings zipLists zipListsWith`,
  meta: `
    addMetaAttrs appendToName dontDistribute getExe getExe' getLicenseFromSpdxId getLicenseFromSpdxIdOr hiPrio
    hiPrioSet licensesSpdx lowPrio lowPrioSet mapDerivationAttrset setName setPrio updateName`,
  misc: `
    checkFlag checkReqs closePropagation condConcat defaultMerge defaultMergeArg fakeHash fakeSha256 fakeSha512
    foldArgs getValue ifEnable imap innerClosePropagation innerModifySumArgs lazyGenericClosure maybeAttr
    maybeAttrNullable maybeEnv mergeAttrBy mergeAttrByFunc mergeAttrsByFuncDefaults mergeAttrsByFuncDefaultsClean
    mergeAttrsConcatenateValues mergeAttrsNoOverride mergeAttrsWithFunc modifySumArgs nixType nvs setAttr setAttrMerge
    uniqList uniqListExt`,
  modules: `
    applyModuleArgsIfFunction dischargeProperties doRename evalModules evalOptionValue filterOverrides fixMergeModules
    fixupOptionType mergeDefinitions mergeModules mergeModules' mergeOptionDecls mkAfter mkAliasAndWrapDefinitions
    mkAliasDefinitions mkAliasOptionModule mkAliasOptionModuleMD mkAssert mkBefore mkChangedOptionModule mkDefault
    mkDefinition mkDerivedConfig mkFixStrictness mkForce mkIf mkImageMediaOverride mkMerge mkMergedOptionModule
    mkOptionDefault mkOrder mkOverride mkRemovedOptionModule mkRenamedOptionModule mkRenamedOptionModuleWith
    mkVMOverride pushDownProperties setDefaultModuleLocation sortProperties unifyModuleSyntax`,
  network: "",
  options: `
    getFiles getValues isOption literalExpression literalMD mergeDefaultOption mergeEqualOption mergeOneOption
    mergeUniqueOption mkEnableOption mkOption mkPackageOption mkSinkUndeclaredOptions optionAttrSetToDocList
    optionAttrSetToDocList' scrubOptionValue showFiles showOption showOptionWithDefLocs unknownModule`,
  path: "",
  sources: `
    canCleanSource cleanSource cleanSourceFilter cleanSourceWith commitIdFromGitRepo filterSource pathHasContext
    pathIsGitRepo repoRevToName revOrTag sourceByRegex sourceFilesBySuffices`,
  strings: `
    addContextFrom appendContext cmakeBool cmakeFeature cmakeOptionType compareVersions concatImapStrings
    concatImapStringsSep concatLines concatMapAttrsStringSep concatMapStrings concatMapStringsSep concatStrings
    concatStringsSep elem elemAt enableFeature enableFeatureAs escape escapeRegex escapeShellArg escapeShellArgs
    escapeURL escapeXML fileContents filter fixedWidthNumber fixedWidthString fromJSON genList getName getVersion
    hasInfix hasPrefix hasSuffix head intersperse isAttrs isInt isList isPath isStorePath isString isStringLike
    isValidPosixName join lowerChars makeBinPath makeIncludePath makeLibraryPath makeSearchPath makeSearchPathOutput
    match mesonBool mesonEnable mesonOption nameFromURL optionalString parseDrvName readFile removePrefix removeSuffix
    replaceString replaceStrings split splitString splitStringBy stringAsChars stringLength stringToCharacters
    substring tail toCamelCase toInt toIntBase10 toJSON toLower toSentenceCase toShellVar toShellVars toUpper trim
    trimWith typeOf unsafeDiscardStringContext upperChars versionAtLeast versionOlder withFeature withFeatureAs`,
  stringsWithDeps: `
    fullDepEntry noDepEntry packEntry stringAfter textClosureList textClosureMap`,
  trivial: `
    add and bitAnd bitNot bitOr bitXor boolToString boolToYesNo ceil checkListOfEnum compare concat const deepSeq
    defaultTo div flip floor fromHexString functionArgs genericClosure id importJSON importTOML inNixShell
    inPureEvalMode info isBool isFloat isFunction isInOldestRelease isInt lessThan mapNullable max mergeAttrs min
    mirrorFunctionArgs mod mul nixpkgsVersion oldestSupportedReleaseIsAtLeast or pathExists pipe readFile seq
    setFunctionArgs showWarnings splitByAndCompare sub throwIf throwIfNot toBaseDigits toFunction toHexString version
    warn warnIf warnIfNot xor`,
  versions: `
    compareVersions splitVersion`,
};

/** Names of members by sub-set. */
export const subsets: readonly (readonly [subset: string, names: readonly string[]])[] = Object.entries(NAMES).map(
  ([subset, names]) => [subset, names.split(/\s+/).filter((name) => name !== "")],
);
