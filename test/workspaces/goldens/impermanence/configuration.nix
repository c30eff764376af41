{
  imports = [ ./disko.nix ];

  networking.hostName = "phoenix";
  fileSystems."/persist".neededForBoot = true;

  services.postgresql = {
    enable = true;
    dataDir = "/persist/postgresql";
  };
  virtualisation.docker = {
    enable = true;
    daemon.settings.data-root = "/persist/docker";
  };
}
