{ config, lib, hostName, ... }:
let
  isFirst = hostName == "node1";
in
{
  services.k3s = {
    enable = true;
    role = if isFirst then "server" else "agent";
    clusterInit = isFirst;
    serverAddr = lib.mkIf (!isFirst) "https://node1:6443";
    tokenFile = config.sops.secrets.k3s.path;
  };

  # The database of the cluster is embedded; on the first node something else wants its own.
  services.etcd.enable = lib.mkIf isFirst true;

  networking.firewall.allowedTCPPorts = [ 6443 ];
  zramSwap.enable = false;
}
