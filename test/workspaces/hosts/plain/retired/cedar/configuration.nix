# The machine was given away in spring. Kept for its notes.
{ pkgs, ... }:

{
  imports = [ ../../common ];

  networking.hostName = "cedar";
  services.mongodb.enable = true;
  system.stateVersion = "23.05";
}
