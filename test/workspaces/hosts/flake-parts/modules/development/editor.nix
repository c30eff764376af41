{
  flake.modules.homeManager.development =
    { pkgs, lib, ... }:
    {
      programs.neovim = {
        enable = true;
        defaultEditor = true;
        plugins = [ pkgs.vimPlugins.vscode-nvim ];
      };
      programs.vscode.enable = lib.mkDefault false;
      home.packages = [ pkgs.nodejs ];
    };
}
