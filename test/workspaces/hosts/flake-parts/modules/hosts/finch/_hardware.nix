{ modulesPath, ... }:
{
  imports = [ (modulesPath + "/profiles/qemu-guest.nix") ];

  boot.initrd.availableKernelModules = [
    "virtio_pci"
    "virtio_scsi"
    "ahci"
  ];
  boot.loader.grub.enable = true;
  nixpkgs.hostPlatform = "x86_64-linux";
}
