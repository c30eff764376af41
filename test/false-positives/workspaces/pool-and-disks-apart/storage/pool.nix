{
  disko.devices.zpool.rpool = {
    type = "zpool";
    mode = "mirror";
    rootFsOptions = {
      mountpoint = "none";
      compression = "zstd";
    };
    datasets = {
      root = {
        type = "zfs_fs";
        mountpoint = "/";
        options.mountpoint = "legacy";
      };
      nix = {
        type = "zfs_fs";
        mountpoint = "/nix";
        options.mountpoint = "legacy";
      };
    };
  };
}
