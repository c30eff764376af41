{ outputs, lib, hostName, ... }:
let
  hosts = lib.attrNames outputs.nixosConfigurations;
in
{
  services.openssh.enable = true;
  programs.ssh.knownHosts = lib.genAttrs hosts (name: {
    publicKeyFile = ../../${name}/ssh_host_ed25519_key.pub;
    extraHostNames = lib.optional (name == hostName) "localhost";
  });
}
