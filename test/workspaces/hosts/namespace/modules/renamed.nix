# Old names of our own options; hosts that nobody touched still use them.
{ lib, ... }:
{
  imports = [
    (lib.mkRenamedOptionModule [ "mySystem" "postgres" "enable" ] [ "mySystem" "services" "postgresql" "enable" ])
    (lib.mkAliasOptionModule [ "mySystem" "web" ] [ "services" "caddy" ])
    (lib.mkRemovedOptionModule [ "mySystem" "services" "mysql" ] "Use PostgreSQL.")
  ];
}
