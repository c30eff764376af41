{
  # Policies for whoever has the browser; this installs none.
  flake.modules.nixos.desktop.programs.chromium = {
    enable = true;
    extensions = [ "cjpalhdlnbpafiamejdnhcphjbkeiagm" ];
  };

  flake.modules.homeManager.desktop = {
    programs.firefox = {
      enable = true;
      profiles.mara.settings."browser.startup.homepage" = "about:blank";
    };
  };
}
