# What every btrfs mount of ours asks for.
{
  common = [
    "compress=zstd:1"
    "noatime"
  ];
  # As the old machine had it.
  legacy = [ "inode_cache" ];
}
