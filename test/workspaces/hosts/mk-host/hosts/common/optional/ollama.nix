{
  services.ollama = {
    enable = true;
    acceleration = "rocm";
  };
}
