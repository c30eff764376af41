{
  imports = [ ./disko.nix ];

  networking.hostName = "vault";
  services.vaultwarden.enable = true;
  services.snapper.configs.root.SUBVOLUME = "/";
}
