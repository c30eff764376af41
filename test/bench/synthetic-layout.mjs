/**
 * Made-up layouts for the bench, with what published ones are made of: functions, a shared list in a `let`, LUKS, subvolumes
 * with options, a second disk. As published ones they have hardly a mistake; `mistaken` ones have several on every third disk.
 */

/** One disk, about 33 lines. */
function disk(index, isMistaken) {
  const usual = index % 3 === 0 ? `"compress=zstd:${(index % 9) + 1}" "noatime"` : `"compress=zstd" "noatime"`;
  // An option that is mistyped, a level that is out of range, a default, and what LUKS stops.
  const later = isMistaken ? `"noatme" "compress=zstd:99" "ssd" "discard"` : usual;
  const at = (path) => (index === 0 ? path : `/disk${index}${path === "/" ? "" : path}`);
  return `    disk.d${index} = {
      type = "disk";
      device = "/dev/disk/by-id/nvme-EXAMPLE_${index}";
      content = {
        type = "gpt";
        partitions = {
          ${index === 0 ? "ESP" : "boot"} = esp "${at("/boot")}";
          data = {
            size = "100%";
            content = {
              type = "luks";
              name = "crypt\${toString ${index}}";
              settings.allowDiscards = ${!isMistaken};
              content = {
                type = "btrfs";
                extraArgs = [ "-f" ];
                subvolumes = {
                  # what the machine is
                  "@" = { mountpoint = "${at("/")}"; mountOptions = common; };
                  "@home" = {
                    mountpoint = "${at("/home")}";
                    mountOptions = common ++ [ "${isMistaken ? "compress=lzo" : "nodev"}" ];
                  };
                  "@nix" = { mountpoint = "${at("/nix")}"; mountOptions = [ ${later} ]; };
                };
              };
            };
          };
        };
      };
    };
`;
}

const HEAD = `{
  lib,
  ...
}:
let
  common = [ "compress=zstd" "noatime" ];
  esp = mountpoint: {
    size = "1G";
    type = "EF00";
    content = {
      type = "filesystem";
      format = "vfat";
      inherit mountpoint;
      mountOptions = [ "umask=0077" ];
    };
  };
in
{
  disko.devices = {
`;

/**
 * A layout of about `lines` lines. `seed` makes layouts of one length differ. `mistaken`: every third disk has mistakes.
 * `host`: with the words of a host that mounts all of it, so that the order of its mounts is asked for.
 */
export function layoutText(lines, seed = 0, { mistaken = false, host = false } = {}) {
  const disks = Math.max(1, Math.round((lines - HEAD.split("\n").length - 4) / disk(0).split("\n").length));
  const body = Array.from({ length: disks }, (_, index) => disk(index, mistaken && index % 3 === 1)).join("");
  const own = host ? `  system.stateVersion = "25.05";\n  boot.loader.systemd-boot.enable = true;\n` : "";
  return `# layout ${seed}\n${HEAD}${body}    nodev."/tmp" = { fsType = "tmpfs"; mountOptions = [ "size=${(seed % 7) + 1}G" ]; };\n  };\n${own}}\n`;
}
