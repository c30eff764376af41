/** Files as services leave them, and a list of all that is on a machine, to see whether any is lost. */
import { HOST_FOLDERS, type Machine } from "./machine.ts";

/** NixOS has its programs below /nix and nowhere else. */
const PROGRAMS =
  "bash btrfs chattr chmod chown cp find findmnt ls lsattr mkdir mount mv rm rmdir sync touch true umount";

/** With owners, modes, links, holes, blanks, and attributes that do not go together with `+C`. */
const FILES = `
  mkdir -p etc home/alice nix/store srv var/lib/postgresql/16/base/1 var/lib/libvirt/images/iso var/log/journal \\
    var/lib/containers/storage/overlay/l var/lib/nixos var/cache/nginx var/tmp
  echo draco > etc/hostname; echo 'my notes' > 'home/alice/my notes'; echo store > nix/store/abc; echo s > srv/site
  head -c 300000 /dev/urandom > var/lib/postgresql/16/base/1/1259
  ln var/lib/postgresql/16/base/1/1259 var/lib/postgresql/16/base/1/link
  echo 16 > var/lib/postgresql/16/PG_VERSION; echo hidden > var/lib/postgresql/.hidden
  chown -R 71:71 var/lib/postgresql; chmod 750 var/lib/postgresql; chmod 700 var/lib/postgresql/16
  truncate -s 20M var/lib/libvirt/images/vm.qcow2; echo disk | dd of=var/lib/libvirt/images/vm.qcow2 seek=9999 conv=notrunc status=none
  yes image | head -c 500000 > 'var/lib/libvirt/images/two words.raw'
  chmod 711 var/lib/libvirt/images; chmod 600 var/lib/libvirt/images/*.*
  btrfs property set var/lib/libvirt/images/iso compression zstd
  yes iso | head -c 500000 > var/lib/libvirt/images/iso/live.iso
  echo layer > var/lib/containers/storage/overlay/l/ABC; ln -s ../l/ABC var/lib/containers/storage/overlay/link
  btrfs -q subvolume create var/lib/containers/storage/volume; echo inner > var/lib/containers/storage/volume/file
  mkdir var/lib/containers/attr; chattr +C var/lib/containers/attr; yes c | head -c 100000 > var/lib/containers/attr/nocow
  cp /usr/bin/true var/lib/containers/setuid; chmod 4755 var/lib/containers/setuid
  mkfifo var/lib/containers/fifo
  echo cached > var/cache/nginx/a; chown -R 60:60 var/cache/nginx
  echo entry > var/log/journal/system; chmod 2755 var/log/journal; chgrp -R 62 var/log/journal
  echo state > var/lib/nixos/uid-map
  mkdir -p nix/sw/bin
  for name in ${PROGRAMS}; do ln -s "$(command -v $name)" nix/sw/bin/; done
`;

export function populate({ root, run }: Machine): void {
  run(`cd ${root}\n${FILES}`);
}

/**
 * A line for each file that outlives a reboot: path, type, mode, owner, links, target, content. In order. The place where
 * a disk is mounted for a while is left out while it is empty.
 */
export function contentsOf({ root, run }: Machine): string[] {
  const skipped = HOST_FOLDERS.map((name) => `-path ./${name}`).join(" -o ");
  const [passing = "", files = "", sums = ""] = run(`
    cd ${root}
    while read -r _ _ _ _ target _ rest; do
      case $target in ${root}|${root}/*) case $rest in *'- btrfs '*) ;; *) stat -c %d "$target" ;; esac ;; esac
    done < /proc/self/mountinfo
    echo %
    find . -mindepth 1 \\( ${skipped} \\) -prune -o -printf '%D\\t/%P\\t%y %m %U:%G %n %l\\n'
    echo %
    find . -mindepth 1 \\( ${skipped} \\) -prune -o -type f -exec md5sum {} +
  `).split("%\n");
  const gone = passing.split("\n");
  const sumOf = new Map(sums.split("\n").map((line) => [line.slice(35), line.slice(0, 32)]));
  return files
    .split("\n")
    .map((line) => line.split("\t"))
    .flatMap(([device = "", path, about = ""]) => {
      if (path === undefined || gone.includes(device)) return [];
      return `${path} ${about} ${sumOf.get(path) ?? ""}`;
    })
    .filter((line) => !/^\/mnt(\/btrfs-top)? d /.test(line))
    .sort();
}
