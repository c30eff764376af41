{ user, pkgs, ... }:
{
  users.users.${user} = {
    isNormalUser = true;
    extraGroups = [ "wheel" ];
    packages = [ pkgs.tmux ];
  };
}
