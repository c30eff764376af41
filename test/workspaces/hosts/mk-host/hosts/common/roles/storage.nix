{
  services.nfs.server = {
    enable = true;
    exports = ''
      /tank/share 10.0.0.0/24(rw,sync,no_subtree_check)
    '';
  };
  services.samba = {
    enable = true;
    settings.share.path = "/tank/share";
  };
  scrub.enable = true;
}
