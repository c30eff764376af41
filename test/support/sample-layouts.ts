/** Layouts in the styles people write them in, for the suites that hold what is generated against the real world. */
import { BEFORE } from "../core/plan/before.ts";

export interface SampleLayout {
  readonly text: string;
  /** `lib` is used, so Nix needs nixpkgs to evaluate it. */
  readonly needsLib?: boolean;
  /** Another way to write what one of the others says: nothing new for a kernel. */
  readonly sameDisks?: boolean;
}

export const SAMPLE_LAYOUTS: Readonly<Record<string, SampleLayout>> = {
  "a literal set": { text: BEFORE },

  CRLF: { text: BEFORE.replaceAll("\n", "\r\n"), sameDisks: true },

  "one line for each subvolume": {
    text: `{ pkgs, ... }:
{
  disko.devices.disk.vda = {
    device = "/dev/disk/by-id/ata-EXAMPLE";
    content = {
      type = "btrfs";
      extraArgs = [ "-f" ]; # Override existing partition
      subvolumes = {
        "/rootfs" = { mountpoint = "/"; };
        "/home" = { mountpoint = "/home"; mountOptions = [ "compress=zstd" ]; }; # people
        "/home/user" = { };
        "/nix" = { mountpoint = "/nix"; mountOptions = [ "compress=zstd" "noatime" ]; };
      };
    };
  };
}
`,
  },

  "a shared list": {
    text: `let
  # one for all
  options = [ "compress=zstd" "discard=async" ];
in
{
  disko.devices.disk.main = {
    type = "disk";
    device = "/dev/disk/by-id/ata-EXAMPLE";
    content = {
      type = "gpt";
      partitions.crypt = {
        size = "100%";
        content = {
          type = "luks";
          name = "crypted";
          content = {
            type = "btrfs";
            subvolumes = {
              "system/root" = {
                mountpoint = "/";
                mountOptions = options;
              };
              "system/home" = {
                mountpoint = "/home";
                mountOptions = options ++ [ "nodev" ];
              };
              "system/log" = {
                mountpoint = "/var/log";
                mountOptions = options;
              };
            };
          };
        };
      };
    };
  };
}
`,
  },

  "names after the paths": {
    text: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/ata-EXAMPLE";
    content = {
      type = "btrfs";
      subvolumes = {
        "root" = {
          mountpoint = "/";
          mountOptions = [ "relatime" ];
        };
        "nix" = {
          mountpoint = "/nix";
        };
        "var/log" = {
          mountpoint = "/var/log";
        };
      };
    };
  };
}
`,
  },

  "names inside one another": {
    text: `{ ... }:
{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/ata-EXAMPLE";
    content = {
      type = "btrfs";
      subvolumes = {
        "root" = { mountpoint = "/"; };
        "var" = { mountpoint = "/var"; mountOptions = [ "noatime" ]; };
        "var/tmp" = { mountpoint = "/var/tmp"; };
      };
    };
  };
}
`,
  },

  "one subvolume for all": {
    text: `{
  disko.devices.disk.main.device = "/dev/disk/by-id/ata-EXAMPLE";
  disko.devices.disk.main.content = {
    type = "btrfs";
    subvolumes."@".mountpoint = "/";
    subvolumes."@".mountOptions = [ "compress=lzo" ];
  };
}
`,
  },

  "no subvolumes": {
    text: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/ata-EXAMPLE";
    content = {
      type = "btrfs";
      mountpoint = "/";
      mountOptions = [ "noatime" ];
    };
  };
}
`,
  },

  "root on tmpfs": {
    text: `{
  disko.devices = {
    nodev."/" = {
      fsType = "tmpfs";
      mountOptions = [ "size=2G" "mode=755" ];
    };
    disk.main = {
      device = "/dev/disk/by-id/ata-EXAMPLE";
      content = {
        type = "btrfs";
        subvolumes = {
          "@nix" = {
            mountpoint = "/nix";
            mountOptions = [ "compress=zstd" "noatime" ];
          };
          "@persist" = {
            mountpoint = "/persist";
          };
          "@var" = {
            mountpoint = "/var";
            mountOptions = [ "nodatacow" ];
          };
        };
      };
    };
  };
}
`,
  },

  "two filesystems": {
    text: `{
  disko.devices.disk = {
    system = {
      device = "/dev/disk/by-id/nvme-EXAMPLE";
      content = {
        type = "btrfs";
        subvolumes = {
          "@" = {
            mountpoint = "/";
            mountOptions = [ "compress-force=zstd:2" ];
          };
          "@nix" = {
            mountpoint = "/nix";
            mountOptions = [ "compress-force=zstd:2" ];
          };
        };
      };
    };
    # Everything that services keep.
    data = {
      device = "/dev/disk/by-id/ata-EXAMPLE";
      content = {
        type = "btrfs";
        subvolumes = {
          "@lib" = {
            mountpoint = "/var/lib";
          };
          "@backup" = {
            mountpoint = "/backup";
            mountOptions = [ "compress=zstd:9" ];
          };
        };
      };
    };
  };
}
`,
  },

  "a module with config": {
    text: `{ config, ... }:
{
  options = { };
  config = {
    networking.hostName = "draco";
    systemd.tmpfiles.rules = [
      "d /srv 0755 root root -"
    ];
    disko.devices.disk.main = {
      device = "/dev/disk/by-id/ata-EXAMPLE";
      content = {
        type = "btrfs";
        subvolumes = {
          "@root" = {
            mountpoint = "/";
            mountOptions = [
              "compress=zstd"
              "noatime"
            ];
          };
          "@home" = {
            mountpoint = "/home";
            mountOptions = [
              "compress=zstd"
              "noatime"
            ];
          };
        };
      };
    };
  };
}
`,
  },

  mapAttrs: {
    needsLib: true,
    sameDisks: true,
    text: `{ lib, ... }:
{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/ata-EXAMPLE";
    content = {
      type = "btrfs";
      subvolumes = lib.mapAttrs (_: mountpoint: {
        inherit mountpoint;
        mountOptions = [ "compress=zstd:3" ];
      }) {
        "@" = "/";
        "@home" = "/home";
        "@nix" = "/nix";
      };
    };
  };
}
`,
  },

  "a function with lib": {
    needsLib: true,
    sameDisks: true,
    text: `{ lib, disk ? "/dev/disk/by-id/ata-EXAMPLE", ... }:
let
  at = mountpoint: options: {
    inherit mountpoint;
    mountOptions = options ++ lib.optional (mountpoint != "/") "nodev";
  };
in
{
  disko.devices.disk.main = {
    device = disk;
    content = {
      type = "btrfs";
      subvolumes = {
        "@" = at "/" [ "compress=zstd" ];
        "@home" = at "/home" [ "compress=zstd" ];
        "@srv" = at "/srv" [ ];
      };
    };
  };
}
`,
  },
};
