{
  services.immich = {
    enable = true;
    mediaLocation = "/tank/immich";
    machine-learning.enable = false;
  };
}
