{
  config,
  pkgs,
  ...
}:
{
  imports = [
    ./editors.nix
    ./shell.nix
  ];

  home = {
    username = "joona";
    homeDirectory = "/home/${config.home.username}";
    stateVersion = "24.11";
    packages = with pkgs; [
      unstable.zed-editor
      telegram-desktop
      (obsidian.override { commandLineArgs = "--enable-wayland-ime"; })
    ];
  };
}
