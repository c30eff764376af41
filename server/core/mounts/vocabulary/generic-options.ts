/** Options of every filesystem: what the kernel's VFS knows, and what mount(8) and systemd keep for themselves. */
import { MOUNT_MAN, SYSTEMD_MAN } from "./building-blocks.ts";
import type { OptionDescription, Spelling } from "./option-description.ts";

/** Flags of the VFS: newer mount(8) versions also take `=recursive` and the like, so a value is not ours to judge. */
function words(on: readonly string[], off: readonly string[]): Spelling[] {
  return [
    ...on.map((name): Spelling => ({ name, value: { kind: "any" }, sets: "on" })),
    ...off.map((name): Spelling => ({ name, value: { kind: "any" }, sets: "off" })),
  ];
}

function perMount(
  setting: string,
  spellings: readonly Spelling[],
  byDefault: string,
  meaning: string,
): OptionDescription {
  return { setting, spellings, scope: "mount", values: "", default: byDefault, meaning, sources: [MOUNT_MAN] };
}

function superblock(setting: string, on: string, off: string | undefined, meaning: string): OptionDescription {
  return {
    setting,
    spellings: words([on], off === undefined ? [] : [off]),
    scope: "filesystem",
    values: "",
    default: "off",
    defaultValue: "off",
    meaning: `${meaning} It looks like an option of one mount, but it belongs to the whole filesystem.`,
    sources: [MOUNT_MAN],
  };
}

function userspace(name: string, meaning: string, more: Partial<OptionDescription> = {}): OptionDescription {
  return {
    setting: name,
    spellings: [{ name, value: { kind: "any" } }],
    scope: "userspace",
    values: "",
    default: "off",
    meaning,
    sources: [MOUNT_MAN],
    ...more,
  };
}

function label(name: string): OptionDescription {
  return {
    setting: name,
    spellings: [{ name, value: { kind: "any" } }],
    scope: "filesystem",
    values: "LABEL",
    default: "none",
    meaning: "A security label for SELinux or Smack. Without such a module mount(8) drops it.",
    sources: [MOUNT_MAN],
  };
}

export const VFS_OPTIONS: readonly OptionDescription[] = [
  perMount(
    "atime",
    ["noatime", "relatime", "strictatime", "atime", "norelatime", "nostrictatime"].map((name) => ({
      name,
      value: { kind: "any" as const },
      sets: name,
    })),
    "`relatime`",
    "When reading a file updates its access time. `noatime` never does, so reading does not write: on btrfs that also keeps snapshots from growing. `relatime` does at most once a day. In one list `strictatime` beats `noatime`, and `noatime` beats `relatime`, whatever the order.",
  ),
  perMount(
    "diratime",
    words(["diratime"], ["nodiratime"]),
    "on",
    "The same as `noatime`, for folders only; `noatime` covers them already.",
  ),
  perMount(
    "exec",
    words(["exec"], ["noexec"]),
    "on",
    "`noexec` forbids to run programs from this mount. Builds and many installers need it.",
  ),
  perMount(
    "suid",
    words(["suid"], ["nosuid"]),
    "on",
    "`nosuid` ignores set-user-ID bits and file capabilities on this mount.",
  ),
  perMount("dev", words(["dev"], ["nodev"]), "on", "`nodev` ignores device files on this mount."),
  {
    ...perMount(
      "symfollow",
      words(["symfollow"], ["nosymfollow"]),
      "on",
      "`nosymfollow` does not follow symbolic links on this mount.",
    ),
    since: { major: 5, minor: 10 },
  },
  perMount(
    "ro",
    words(["ro"], ["rw"]),
    "`rw`",
    "`ro` makes this mount read-only. Other mounts of the filesystem stay writable, as long as nobody remounts it read-only by hand.",
  ),
  superblock("lazytime", "lazytime", "nolazytime", "Keeps time stamps in memory and writes them later."),
  superblock("sync", "sync", "async", "Every write waits for the disk."),
  superblock("dirsync", "dirsync", undefined, "Every change of a folder waits for the disk."),
  {
    ...superblock("mand", "mand", "nomand", "Mandatory locks; gone from the kernel since 5.15, which only warns."),
    deprecated: { since: { major: 5, minor: 15 } },
  },
  superblock("iversion", "iversion", "noiversion", "Counts changes of an inode. btrfs always does."),
  ...["context", "fscontext", "defcontext", "rootcontext", "seclabel"].map(label),
  ...["smackfsdef", "smackfsfloor", "smackfshat", "smackfsroot", "smackfstransmute"].map(label),
];

export const USERSPACE_OPTIONS: readonly OptionDescription[] = [
  userspace(
    "defaults",
    "The options that hold anyway: `rw`, `suid`, `dev`, `exec`, `auto`, `nouser`, `async`. It is what disko writes when `mountOptions` is not set.",
  ),
  {
    ...userspace(
      "auto",
      "Whether the mount belongs to those made at boot. With `noauto` it waits until someone mounts it.",
    ),
    spellings: words(["auto"], ["noauto"]),
    default: "on",
    sources: [MOUNT_MAN, SYSTEMD_MAN],
  },
  userspace("nofail", "The boot goes on when this mount fails.", { sources: [MOUNT_MAN, SYSTEMD_MAN] }),
  userspace("_netdev", "The device needs the network, so mount it later.", { sources: [MOUNT_MAN, SYSTEMD_MAN] }),
  userspace("_rnetdev", "The device needs the network, so mount it later."),
  {
    ...userspace(
      "user",
      "Lets a user mount it. Implies `noexec`, `nosuid` and `nodev`, unless their opposites follow in the list.",
    ),
    spellings: words(["user", "users"], ["nouser", "nousers"]),
  },
  {
    ...userspace("owner", "Lets the owner (or group) of the device mount it. Implies `nosuid` and `nodev`."),
    spellings: words(["owner", "group"], ["noowner", "nogroup"]),
  },
  userspace("comment", "A note for other programs; mount(8) ignores it."),
  ...["loop", "noloop", "offset", "sizelimit", "uhelper", "helper", "encryption"].map((name) =>
    userspace(name, "Read by mount(8) when it sets up the device; the kernel's btrfs never sees it."),
  ),
  ...["bind", "rbind", "move", "remount"].map((name) =>
    userspace(name, "Asks mount(8) for another operation than a plain mount."),
  ),
  ...["private", "shared", "slave", "unbindable"]
    .flatMap((name) => [name, `r${name}`])
    .map((name) => userspace(name, "How mounts below this one are shared with other mount namespaces.")),
  ...["silent", "loud"].map((name) => userspace(name, "Whether the kernel reports problems of this mount.")),
];

/** Families of names, by prefix. Tools read them from /etc/fstab; mount(8) never hands them to the kernel. */
export const USERSPACE_FAMILIES: readonly { readonly prefix: string; readonly description: OptionDescription }[] = [
  family("x-systemd.", "Read by systemd when it makes a mount unit of the entry.", SYSTEMD_MAN),
  family("x-initrd.", "Read by systemd: whether the initrd mounts this entry already.", SYSTEMD_MAN),
  family("x-gvfs-", "Read by file managers: whether and how the mount is shown.", MOUNT_MAN),
  family("X-mount.", "Read by mount(8) itself: making the mount point, its owner and mode, and the like.", MOUNT_MAN),
  family("X-fstrim.", "Read by fstrim(8).", "https://man7.org/linux/man-pages/man8/fstrim.8.html"),
  family("verity.", "Read by mount(8) to set up dm-verity.", MOUNT_MAN),
  family("x-", "A note for a program that reads /etc/fstab; never given to the kernel.", MOUNT_MAN),
  family("X-", "A note for a program that reads /etc/fstab; never given to the kernel.", MOUNT_MAN),
];

function family(prefix: string, meaning: string, source: string) {
  return { prefix, description: userspace(`${prefix}*`, meaning, { sources: [source] }) };
}
