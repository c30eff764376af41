{
  programs.fish.enable = true;
  programs.gpg.enable = true;
  services.gpg-agent.enable = true;
  programs.direnv.enable = true;
}
