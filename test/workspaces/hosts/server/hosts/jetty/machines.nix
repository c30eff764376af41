{
  microvm.vms.search = {
    config = {
      services.meilisearch.enable = true;
      microvm = {
        vcpu = 2;
        mem = 1024;
        shares = [
          {
            source = "/nix/store";
            mountPoint = "/nix/.ro-store";
            tag = "ro-store";
            proto = "virtiofs";
          }
        ];
      };
      system.stateVersion = "25.05";
    };
  };
}
