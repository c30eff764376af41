/**
 * A made-up flake of any size, in the style of published ones: hosts with a folder each (hardware, disks, services, users,
 * home-manager), modules that every host imports, and modules that some import. The same number of files gives the same
 * text, so that two runs measure the same work.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Files for one host: its own, and the modules of the pool that would be there for it. */
const FILES_PER_HOST = 50;
const COMMON_MODULES = 25;
/** Modules of the pool that a host imports although they are another's. */
const BORROWED_MODULES = 8;

/** What hosts run, two each; the detection must find these on their hosts and nowhere else. */
const SERVICES = [
  { id: "postgresql", text: "services.postgresql = {\n    enable = true;\n    package = pkgs.postgresql_16;\n  };" },
  { id: "mariadb", text: "services.mysql = {\n    enable = true;\n    package = pkgs.mariadb;\n  };" },
  { id: "podman", text: "virtualisation.podman = {\n    enable = true;\n    dockerCompat = true;\n  };" },
  { id: "docker", text: "virtualisation.docker.enable = true;" },
  { id: "libvirt", text: "virtualisation.libvirtd.enable = true;" },
];

const PACKAGES =
  "git vim htop ripgrep fd jq curl wget tree tmux unzip file lsof strace dig nmap rsync bat eza fzf gnumake".split(" ");

/**
 * Writes about `files` Nix files below `folder`. Gives the hosts with the ids of the tools that each of them runs, and
 * files to edit.
 */
export function writeWorkspace(folder, files) {
  const hosts = Array.from({ length: Math.max(1, Math.round(files / FILES_PER_HOST)) }, (_, index) => hostNamed(index));
  const texts = new Map([["flake.nix", FLAKE]]);
  for (let index = 0; index < COMMON_MODULES; index++) texts.set(`modules/common/m${index}.nix`, commonModule(index));
  texts.set("modules/common/default.nix", importing(COMMON_MODULES));
  const own = hosts.flatMap((host, index) => hostFiles(host, index));
  const pool = Math.max(hosts.length, files - texts.size - own.length);
  for (let index = 0; index < pool; index++) texts.set(`modules/pool/p${index}.nix`, poolModule(index));
  for (const [path, text] of own) texts.set(path, text);
  hosts.forEach((host, index) => {
    texts.set(`hosts/${host.name}/default.nix`, hostModule(host, index, shareOf(index, hosts.length, pool)));
  });
  for (const [path, text] of texts) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return {
    files: texts.size,
    hosts: hosts.map(({ name, tools }) => ({ name, tools: [...tools, "neovim", "nix"].sort() })),
    /** Tools of which this says who has them. */
    told: [...SERVICES.map(({ id }) => id), "neovim", "nix"],
    own: "hosts/h0/services.nix",
    shared: "modules/common/m3.nix",
    disko: "hosts/h0/disko.nix",
  };
}

function hostNamed(index) {
  const services = [SERVICES[index % SERVICES.length], SERVICES[(index + 2) % SERVICES.length]];
  return { name: `h${index}`, services, tools: services.map(({ id }) => id) };
}

/** Numbers of the pool's modules that the host imports: its share, and some of its neighbours'. */
function shareOf(host, hosts, pool) {
  const share = pool / hosts;
  const start = Math.floor(host * share);
  const end = host === hosts - 1 ? pool : Math.floor((host + 1) * share);
  const own = Array.from({ length: end - start }, (_, index) => start + index);
  const borrowed = Array.from({ length: BORROWED_MODULES }, (_, index) => (end + 7 * index) % pool);
  return [...new Set([...own, ...borrowed])];
}

const FLAKE = `{
  description = "Machines of a small company";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    disko.url = "github:nix-community/disko";
    disko.inputs.nixpkgs.follows = "nixpkgs";
    home-manager.url = "github:nix-community/home-manager";
    home-manager.inputs.nixpkgs.follows = "nixpkgs";
  };

  outputs = { self, nixpkgs, disko, home-manager, ... }@inputs:
    let
      inherit (nixpkgs) lib;
      mkHost = name: lib.nixosSystem {
        system = "x86_64-linux";
        specialArgs = { inherit inputs self; };
        modules = [
          disko.nixosModules.disko
          home-manager.nixosModules.home-manager
          ./modules/common
          (./hosts + "/\${name}")
          { networking.hostName = name; }
        ];
      };
    in
    {
      nixosConfigurations = lib.mapAttrs (name: _: mkHost name) (
        lib.filterAttrs (_: kind: kind == "directory") (builtins.readDir ./hosts)
      );
    };
}
`;

function importing(count) {
  const lines = Array.from({ length: count }, (_, index) => `    ./m${index}.nix`);
  return `{\n  imports = [\n${lines.join("\n")}\n  ];\n}\n`;
}

function hostModule({ name }, index, modules) {
  return `{ config, lib, pkgs, inputs, ... }:
{
  imports = [
    ./hardware-configuration.nix
    ./disko.nix
    ./networking.nix
    ./services.nix
    ./users.nix
    ./backup.nix
${modules.map((module) => `    ../../modules/pool/p${module}.nix`).join("\n")}
  ];

  # The roles of this machine.
  bench = {
    common1.enable = true;
    common4.enable = lib.mkDefault ${index % 2 === 0};
${modules.map((module) => (module % 4 === 0 ? `    pool${module}.enable = ${module % 8 === 0};\n` : "")).join("")}  };

  home-manager = {
    useGlobalPkgs = true;
    useUserPackages = true;
    users.alice = import ./home.nix;
  };

  boot.loader.systemd-boot.enable = true;
  networking.domain = "${name}.example.org";
  time.timeZone = "Europe/Berlin";
  system.stateVersion = "25.11";
}
`;
}

/** All of a host's own files but its `default.nix`. */
function hostFiles({ name, services }, index) {
  const at = (file) => `hosts/${name}/${file}`;
  return [
    [at("hardware-configuration.nix"), hardware(index)],
    [at("disko.nix"), disko(index)],
    [at("networking.nix"), networking(index)],
    [at("services.nix"), ownServices(services)],
    [at("users.nix"), USERS],
    [at("backup.nix"), backup(name)],
    [at("home.nix"), HOME],
    [at("home/shell.nix"), SHELL],
    [at("home/editor.nix"), EDITOR],
  ];
}

function hardware(index) {
  return `# Do not modify this file! It was generated by 'nixos-generate-config'.
{ config, lib, pkgs, modulesPath, ... }:
{
  imports = [ (modulesPath + "/installer/scan/not-detected.nix") ];
  boot.initrd.availableKernelModules = [ "xhci_pci" "ahci" "nvme" "usbhid" "sd_mod" ];
  boot.kernelModules = [ "kvm-${index % 2 === 0 ? "intel" : "amd"}" ];
  nixpkgs.hostPlatform = lib.mkDefault "x86_64-linux";
  hardware.cpu.${index % 2 === 0 ? "intel" : "amd"}.updateMicrocode =
    lib.mkDefault config.hardware.enableRedistributableFirmware;
}
`;
}

function disko(index) {
  return `{ lib, disks ? [ "/dev/disk/by-id/nvme-SAMSUNG_MZVL21T0HCLR-00B00_S676NX0R${index}" ], ... }:
let
  options = [ "compress=zstd" "noatime" ];
in
{
  disko.devices.disk.main = {
    type = "disk";
    device = builtins.elemAt disks 0;
    content = {
      type = "gpt";
      partitions = {
        ESP = {
          size = "1G";
          type = "EF00";
          content = {
            type = "filesystem";
            format = "vfat";
            mountpoint = "/boot";
            mountOptions = [ "umask=0077" ];
          };
        };
        root = {
          size = "100%";
          content = {
            type = "btrfs";
            extraArgs = [ "-f" ];
            subvolumes = {
              "@" = { mountpoint = "/"; mountOptions = options; };
              "@home" = { mountpoint = "/home"; mountOptions = options; };
              "@nix" = { mountpoint = "/nix"; mountOptions = options; };
              "@var" = { mountpoint = "/var"; mountOptions = options; };
              "@log" = { mountpoint = "/var/log"; mountOptions = options; };
            };
          };
        };
      };
    };
  };
}
`;
}

function networking(index) {
  return `{ config, ... }:
{
  networking = {
    useDHCP = false;
    nameservers = [ "9.9.9.9" "149.112.112.112" ];
    interfaces.eno1.ipv4.addresses = [
      { address = "192.0.2.${(index % 250) + 1}"; prefixLength = 24; }
    ];
    defaultGateway = "192.0.2.254";
    firewall = {
      enable = true;
      allowedTCPPorts = [ 22 80 443 ] ++ config.services.openssh.ports;
    };
  };
}
`;
}

function ownServices(services) {
  return `{ config, lib, pkgs, ... }:
{
  ${services.map(({ text }) => text).join("\n\n  ")}

  services.nginx = {
    enable = true;
    recommendedProxySettings = true;
    virtualHosts."\${config.networking.hostName}.example.org" = {
      forceSSL = true;
      enableACME = true;
      locations."/".proxyPass = "http://127.0.0.1:\${toString 8080}";
    };
  };
}
`;
}

const USERS = `{ pkgs, lib, ... }:
{
  users.users.alice = {
    isNormalUser = true;
    description = "Alice";
    extraGroups = [ "wheel" "networkmanager" ] ++ lib.optional true "audio";
    shell = pkgs.zsh;
    packages = with pkgs; [ git-lfs hyperfine ];
    openssh.authorizedKeys.keys = [ "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ alice@example.org" ];
  };
  programs.zsh.enable = true;
}
`;

function backup(name) {
  return `{ config, lib, ... }:
let
  paths = [ "/home" "/etc/nixos" ] ++ lib.optionals config.services.postgresql.enable [ "/var/backup" ];
in
{
  services.restic.backups.nightly = {
    inherit paths;
    repository = "sftp:backup@${name}.example.org:/srv/backup";
    passwordFile = "/run/secrets/restic";
    timerConfig = { OnCalendar = "03:30"; Persistent = true; };
    pruneOpts = map (keep: "--keep-\${keep}") [ "daily 7" "weekly 5" "monthly 12" ];
  };
}
`;
}

const HOME = `{ config, pkgs, lib, ... }:
{
  imports = [ ./home/shell.nix ./home/editor.nix ];
  home.username = "alice";
  home.homeDirectory = "/home/alice";
  home.packages = builtins.attrValues { inherit (pkgs) gh tokei just; };
  home.stateVersion = "25.11";
}
`;

const SHELL = `{ pkgs, lib, ... }:
{
  programs.zsh = {
    enable = true;
    shellAliases = lib.mapAttrs (_: command: "\${command} --color=auto") { ls = "eza"; ll = "eza -l"; grep = "rg"; };
    initContent = ''
      # Keep what was typed.
      HISTSIZE=100000
      if [[ -n "''\${SSH_CONNECTION}" ]]; then
        export EDITOR=vi
      fi
    '';
  };
  programs.starship.enable = true;
  programs.direnv = { enable = true; nix-direnv.enable = true; };
}
`;

const EDITOR = `{ pkgs, ... }:
{
  programs.neovim = {
    enable = true;
    defaultEditor = true;
    plugins = with pkgs.vimPlugins; [ nvim-lspconfig telescope-nvim ];
    extraConfig = ''
      set number
      set expandtab
    '';
  };
}
`;

/** Modules that every host has; a third of them are switches of their own. */
function commonModule(index) {
  return index % 3 === 1 ? switchModule("common", index) : plainModule(index);
}

/** Modules of roles: half of them options with a switch, which a fourth of the hosts use. */
function poolModule(index) {
  return index % 2 === 0 ? switchModule("pool", index) : index % 4 === 1 ? packageModule(index) : plainModule(index);
}

function switchModule(kind, index) {
  const name = `${kind}${index}`;
  return `{ config, lib, pkgs, ... }:

let
  cfg = config.bench.${name};
  inherit (lib) mkEnableOption mkIf mkOption types;
in
{
  options.bench.${name} = {
    enable = mkEnableOption "the role ${name}";

    port = mkOption {
      type = types.port;
      default = ${8000 + (index % 1000)};
      description = "Port that it listens on.";
    };

    dataDir = mkOption {
      type = types.path;
      default = "/var/lib/${name}";
      description = ''
        Where its data lives.
        This is a folder of its own, so that it can be backed up.
      '';
    };

    settings = mkOption {
      type = types.attrsOf types.str;
      default = { };
      example = { LOG_LEVEL = "debug"; };
    };
  };

  config = mkIf cfg.enable {
    environment.systemPackages = with pkgs; [ ${PACKAGES[index % PACKAGES.length]} ];

    systemd.services.${name} = {
      description = "Role ${name}";
      wantedBy = [ "multi-user.target" ];
      after = [ "network.target" ];
      environment = cfg.settings // { PORT = toString cfg.port; };
      serviceConfig = {
        ExecStart = "\${pkgs.hello}/bin/hello --port \${toString cfg.port} --data \${cfg.dataDir}";
        DynamicUser = true;
        StateDirectory = "${name}";
        Restart = "on-failure";
      };
    };

    systemd.tmpfiles.rules = [ "d \${cfg.dataDir} 0750 ${name} ${name} - -" ];
    networking.firewall.allowedTCPPorts = lib.optional (cfg.port != 22) cfg.port;
  };
}
`;
}

function packageModule(index) {
  const some = Array.from({ length: 12 }, (_, step) => PACKAGES[(index + 5 * step) % PACKAGES.length]);
  return `{ pkgs, lib, config, ... }:
{
  environment.systemPackages =
    (with pkgs; [
${some
  .slice(0, 6)
  .map((name) => `      ${name}`)
  .join("\n")}
    ])
    ++ lib.optionals pkgs.stdenv.isLinux [
${some
  .slice(6)
  .map((name) => `      pkgs.${name}`)
  .join("\n")}
    ];

  programs.less.enable = true;
  environment.variables.ROLE_${index} = "\${config.networking.hostName}-${index}";
}
`;
}

function plainModule(index) {
  return `{ config, lib, pkgs, ... }:
{
  services.openssh = {
    enable = lib.mkDefault true;
    settings = {
      PasswordAuthentication = false;
      PermitRootLogin = lib.mkForce "no";
    };
  };

  services.journald.extraConfig = "SystemMaxUse=${(index % 8) + 1}00M";

  nix = {
    gc = { automatic = true; dates = "weekly"; options = "--delete-older-than ${(index % 20) + 5}d"; };
    settings = {
      experimental-features = [ "nix-command" "flakes" ];
      trusted-users = [ "root" "@wheel" ];
    };
  };

  environment.etc."bench/part${index}".text = lib.concatStringsSep "\\n" (
    lib.mapAttrsToList (name: value: "\${name} = \${toString value}") { number = ${index}; half = ${index} / 2; }
  );

  boot.kernel.sysctl = {
    "vm.swappiness" = lib.mkDefault ${(index % 60) + 10};
    "net.ipv4.tcp_fastopen" = lib.mkDefault 3;
  };
}
`;
}
