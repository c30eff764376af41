/** What `--help` says beside the list of options: examples, what comes out, and the exit codes. */

export const EXAMPLES = `
Examples:
  disko-toolstack check                      every disko file below this folder
  disko-toolstack check disko.nix --fix      repair what is certainly right to repair
  disko-toolstack check hosts --format json --max-warnings 0
  disko-toolstack check --format sarif --rule DSK204=error --rule missing-noatime=off
  disko-toolstack profile                    what the hosts run, and how it uses the disk
  disko-toolstack generate disko.nix --diff --priority performance --target install
  disko-toolstack generate disko.nix --write --host atlas
  disko-toolstack eval disko.nix --attr disko.devices.disk --args '{"disks":["/dev/vda"]}'
  disko-toolstack explain DSK204
  disko-toolstack explain compress
  disko-toolstack explain postgresql

Exit codes: 0 fine; 1 errors, too many warnings, or a layout that could not be generated or not in full; 2 wrong usage,
unreadable files, or a choice that only you can make, which the message names.`;

export const CHECK_NOTES = `
Folders are searched for *.nix and .disko-toolstack.yaml (.yml, .json); node_modules, hidden folders and links to folders
are left out. Files without disko devices are skipped silently. Findings in an imported file are reported at their own
place. A comment "# disko-ignore DSK204 the reason" silences a finding on its line, "# disko-ignore-file DSK204" in its
file. --rule wins over "rules" of the project file.
--format json writes one object: { "version": 1, "findings": [ … ], "files": [ … ], "summary": { … } }; paths are relative
to the working folder, lines and columns count from 1, columns in UTF-16 code units, ends are exclusive. "files" are those
that define disko devices. --format sarif writes SARIF 2.1.0, --format github annotations for a workflow of GitHub.
A line on a terminal's stderr says how far it is; NO_COLOR switches colours off, FORCE_COLOR on.
Exit codes: 0 nothing at error level; 1 errors, or more warnings than --max-warnings; 2 wrong usage, or something could
not be read or written, as stderr says.`;

export const GENERATE_NOTES = `
The new text of the file goes to stdout, the decisions go to stderr: what, why, what it costs, for which tools. Nothing is
written without --write. Edits stand where the values are written, so files that it imports may change too: --diff and
--write include them. The diff is for "patch -p1" and "git apply".
A new mount on a running machine would hide data, so it is left to you: --accept takes the decision's id, and the report
has the steps to do before nixos-rebuild.
A file that does not exist or has no layout yet gets a complete one: --device says on which disk.
--format json writes one object: { "version": 1, "file", "host", "target", "priority", "environment", "decisions",
"notDone", "refusals", "notWritten", "edits", "text", "promise" }; "start" and "end" of edits count UTF-16 code units.
Exit codes: 0 also where nothing changes; 1 nothing can be generated, or some changes could not be written; 2 wrong
usage, unreadable files, several hosts without --host, a new layout without --device.`;

export const PROFILE_NOTES = `
Hosts are the nixosConfigurations of a flake.nix and configuration files; for a file, those that read it. Nothing is run:
what cannot be known from the text is listed as not known.
--format json writes one object: { "version": 1, "hosts": [ { "name", "entry", "tools", "unknown" } ] }; paths are relative
to the working folder, lines count from 1.
Exit codes: 0 fine, 1 something is wrong with the project file, 2 no such host, wrong usage or unreadable files.`;

export const EVAL_NOTES = `
What cannot be known is { "$unknown": "why" }, a function is { "$function": true }. Arguments that are not given
take their defaults or are unknown; lib is known.`;
