{ inputs }:
{
  # `pkgs.unstable.NAME` takes a package from nixos-unstable.
  unstable = final: _prev: {
    unstable = import inputs.nixpkgs-unstable {
      inherit (final) system;
      config.allowUnfree = true;
    };
  };
}
