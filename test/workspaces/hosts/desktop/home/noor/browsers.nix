{ inputs, pkgs, ... }:
{
  programs.firefox = {
    enable = true;
    package = pkgs.firefox-devedition;
    profiles.noor = {
      id = 0;
      search.default = "ddg";
    };
  };

  # Only for video calls.
  programs.chromium = {
    enable = true;
    package = pkgs.ungoogled-chromium;
  };

  programs.qutebrowser.enable = false;

  home.packages = [ inputs.zen-browser.packages.${pkgs.system}.default ];
}
