{
  config,
  lib,
  pkgs,
  ...
}:
let
  cfg = config.mySystem.boot;
in
{
  options.mySystem.boot = {
    loader = lib.mkOption {
      type = lib.types.enum [
        "systemd-boot"
        "grub"
      ];
      default = "systemd-boot";
    };
    latestKernel = lib.my.mkBoolOpt false "Whether to use the newest kernel.";
  };

  config = lib.mkMerge [
    (lib.mkIf (cfg.loader == "systemd-boot") {
      boot.loader.systemd-boot.enable = true;
      boot.loader.efi.canTouchEfiVariables = true;
    })
    (lib.mkIf (cfg.loader == "grub") {
      boot.loader.grub = {
        enable = true;
        efiSupport = true;
        device = "nodev";
      };
    })
    (lib.mkIf cfg.latestKernel { boot.kernelPackages = pkgs.linuxPackages_latest; })
  ];
}
