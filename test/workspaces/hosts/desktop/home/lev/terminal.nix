{ pkgs, ... }:
{
  programs.neovim = {
    enable = true;
    viAlias = true;
  };
  programs.nushell.enable = true;
  programs.direnv.enable = false;
  programs.foot.enable = true;
}
