{
  time.timeZone = "Europe/Lisbon";
  i18n.defaultLocale = "pt_PT.UTF-8";
  console.keyMap = "pt-latin1";
}
