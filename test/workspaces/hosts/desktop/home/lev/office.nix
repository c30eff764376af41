# What the office wants, and nobody at home.
{ pkgs, ... }:
{
  home.packages = [
    pkgs.google-chrome
    pkgs.dbeaver-bin
  ];
}
