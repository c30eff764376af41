{
  systems = [
    "x86_64-linux"
    "aarch64-linux"
  ];

  perSystem =
    { pkgs, ... }:
    {
      formatter = pkgs.nixfmt-rfc-style;

      # Tools for working on this repository; no machine has them.
      devShells.default = pkgs.mkShellNoCC {
        packages = with pkgs; [
          nil
          age
          vscodium
          restic
        ];
      };
    };
}
