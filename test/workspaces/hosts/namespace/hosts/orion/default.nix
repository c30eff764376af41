{
  imports = [
    ./disko.nix
    ./hardware.nix
  ];

  mySystem = {
    roles = [
      "workstation"
      "gaming"
    ];
    programs.editors = [
      "codium"
      "goland"
    ];
    programs.games.lutris.enable = false;
    # One project still asks for a local database.
    postgres.enable = true;
    services.postgresql.backup = false;
    services.containers.engine = "docker";
  };

  system.stateVersion = "24.11";
}
