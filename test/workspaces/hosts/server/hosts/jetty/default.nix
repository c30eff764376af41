{
  imports = [
    ./disko.nix
    ./build.nix
    ./inner.nix
    ./machines.nix
    ./wiki.nix
  ];
}
