{
  imports = [
    ./disko.nix
    ../../modules/base.nix
  ];

  networking.hostName = "cirrus";
  services.logind.lidSwitch = "suspend";
}
