{
  flake.modules.nixos.virtualMachines = {
    virtualisation.libvirtd = {
      enable = true;
      qemu.swtpm.enable = true;
    };
    programs.virt-manager.enable = true;
    users.users.mara.extraGroups = [ "libvirtd" ];
  };
}
