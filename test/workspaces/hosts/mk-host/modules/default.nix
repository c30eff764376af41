{
  backups = import ./backups.nix;
  scrub = import ./scrub.nix;
}
