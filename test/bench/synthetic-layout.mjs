/**
 * Made-up layouts for the bench, with what published ones are made of: functions, a shared list in a `let`, LUKS, subvolumes
 * with options, a second disk. Some ask for what btrfs ignores, so that there is something to say.
 */

/** One disk, about 33 lines. */
function disk(index) {
  const later = index % 3 === 0 ? `"compress=zstd:${(index % 9) + 1}" "noatime"` : `"compress=zstd" "noatime"`;
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
              settings.allowDiscards = true;
              content = {
                type = "btrfs";
                extraArgs = [ "-f" ];
                subvolumes = {
                  # what the machine is
                  "@" = { mountpoint = "${at("/")}"; mountOptions = common; };
                  "@home" = {
                    mountpoint = "${at("/home")}";
                    mountOptions = common ++ [ "nodev" ];
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

/** A layout of about `lines` lines. `seed` makes layouts of one length differ. */
export function layoutText(lines, seed = 0) {
  const disks = Math.max(1, Math.round((lines - HEAD.split("\n").length - 4) / disk(0).split("\n").length));
  const body = Array.from({ length: disks }, (_, index) => disk(index)).join("");
  return `# layout ${seed}\n${HEAD}${body}    nodev."/tmp" = { fsType = "tmpfs"; mountOptions = [ "size=${(seed % 7) + 1}G" ]; };\n  };\n}\n`;
}
