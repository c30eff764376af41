{
  accounts.email.accounts.lev = {
    primary = true;
    address = "lev@example.org";
    thunderbird.enable = true;
  };
  programs.thunderbird = {
    enable = true;
    profiles.lev.isDefault = true;
  };
}
