/**
 * Modules of nixos-hardware that say nothing of boot loaders, mounts, swap and encryption, themselves or by what they import:
 * all those for PCs but a few that switch on a boot loader (`apple-t2`, `dell-xps-15-9550`, `gpd-win-2`, …), and none for
 * boards, which bring their own way to boot. Read as of 2026-08-19 (0471accf).
 * https://github.com/NixOS/nixos-hardware/blob/master/flake.nix
 */
export const NIXOS_HARDWARE_MODULES: readonly string[] = `
  acer-aspire-4810t acer-predator-helios-300-ph315-51 airis-n990 aoostar-r1-n100 apple-imac-12-2 apple-imac-14-2
  apple-imac-18-2 apple-macbook-air-3 apple-macbook-air-4 apple-macbook-air-5 apple-macbook-air-6
  apple-macbook-air-7 apple-macbook-pro apple-macbook-pro-10-1 apple-macbook-pro-11-1 apple-macbook-pro-11-5
  apple-macbook-pro-14-1 apple-macbook-pro-8-1 apple-macmini-4-1 asus-ally-rc71l asus-battery asus-fa506ic
  asus-fa506nc asus-fa507nv asus-fa507rm asus-fa706ic asus-flow-gv302x-amdgpu asus-flow-gv302x-nvidia
  asus-flow-gz301vu asus-fx504gd asus-fx506hm asus-pro-ws-x570-ace asus-proart-px13 asus-proart-px13-hn7306eac
  asus-rog-gl552vw asus-rog-strix-g513im asus-rog-strix-g533q asus-rog-strix-g533zw asus-rog-strix-g713ie
  asus-rog-strix-g733qs asus-rog-strix-x570e asus-zenbook-um6702 asus-zenbook-ux371 asus-zenbook-ux481-intelgpu
  asus-zenbook-ux481-nvidia asus-zenbook-ux535 asus-zephyrus-ga401 asus-zephyrus-ga401iv asus-zephyrus-ga402
  asus-zephyrus-ga402x asus-zephyrus-ga402x-amdgpu asus-zephyrus-ga402x-nvidia asus-zephyrus-ga502
  asus-zephyrus-ga503 asus-zephyrus-gu603h asus-zephyrus-gu605cw asus-zephyrus-gu605my chuwi-minibook-x
  common-cpu-amd common-cpu-amd-pstate common-cpu-amd-raphael-igpu common-cpu-amd-zenpower common-cpu-intel
  common-cpu-intel-cpu-only common-gpu-amd common-gpu-amd-sea-islands common-gpu-amd-southern-islands
  common-gpu-intel common-gpu-intel-disable common-gpu-nvidia common-gpu-nvidia-disable common-gpu-nvidia-nonprime
  common-gpu-nvidia-sync common-hidpi common-networking-intel-x550 common-pc common-pc-hdd common-pc-laptop
  common-pc-laptop-hdd common-pc-laptop-ssd common-pc-ssd deciso-dec dell-g3-3579 dell-g3-3779
  dell-inspiron-14-5420 dell-inspiron-3442 dell-inspiron-5509 dell-inspiron-5515 dell-inspiron-7405
  dell-inspiron-7460 dell-inspiron-7559 dell-latitude-3340 dell-latitude-3480 dell-latitude-5490
  dell-latitude-5520 dell-latitude-7280 dell-latitude-7390 dell-latitude-7420 dell-latitude-7430
  dell-latitude-7490 dell-latitude-9430 dell-latitude-e7240 dell-latitude-e7440 dell-optiplex-3050
  dell-poweredge-r7515 dell-precision-3490-intel dell-precision-3490-nvidia dell-precision-3541
  dell-precision-5490 dell-precision-5530 dell-precision-5560 dell-precision-5570 dell-precision-5820
  dell-precision-7520 dell-xps-13-7390 dell-xps-13-9300 dell-xps-13-9310 dell-xps-13-9315 dell-xps-13-9333
  dell-xps-13-9343 dell-xps-13-9350 dell-xps-13-9360 dell-xps-13-9370 dell-xps-13-9380 dell-xps-15-9500
  dell-xps-15-9500-nvidia dell-xps-15-9510 dell-xps-15-9510-nvidia dell-xps-15-9520 dell-xps-15-9520-nvidia
  dell-xps-15-9530 dell-xps-15-9530-nvidia dell-xps-15-9560 dell-xps-15-9560-intel dell-xps-15-9560-nvidia
  dell-xps-15-9570 dell-xps-15-9570-intel dell-xps-15-9570-nvidia dell-xps-17-9700-intel dell-xps-17-9700-nvidia
  dell-xps-17-9710-intel focus-m2-gen1 framework framework-11th-gen-intel framework-12-13th-gen-intel
  framework-12th-gen-intel framework-13-7040-amd framework-13th-gen-intel framework-16-7040-amd
  framework-16-amd-ai-300-series framework-16-amd-ai-300-series-nvidia framework-amd-ai-300-series
  framework-desktop-amd-ai-max-300-series framework-intel-core-ultra-series1 framework-intel-core-ultra-series3
  gigabyte-b550 gigabyte-b650 gmktec-nucbox-g3-plus google-brya google-pixelbook google-rex gpd-micropc gpd-p2-max
  gpd-pocket-3 gpd-pocket-4 gpd-win-max-2-2023 gpd-win-mini-2024 hardkernel-odroid-h3 hardkernel-odroid-h4
  hp-elitebook-2560p hp-elitebook-830g6 hp-elitebook-845g7 hp-elitebook-845g8 hp-elitebook-845g9
  hp-laptop-14s-dq2024nf hp-laptop-15s-fq1xxx hp-notebook-14-df0023 hp-probook-440G5 hp-probook-460G11
  huawei-machc-wa intel-nuc-12wshi7 intel-nuc-5i5ryb intel-nuc-7i3bnb intel-nuc-8i7beh lenovo-ideacentre-k330
  lenovo-ideapad-14imh9 lenovo-ideapad-15ach6 lenovo-ideapad-15alc6 lenovo-ideapad-15arh05 lenovo-ideapad-16ach6
  lenovo-ideapad-16ahp9 lenovo-ideapad-s145-15api lenovo-ideapad-s5-16iah8 lenovo-ideapad-slim-5
  lenovo-ideapad-z510 lenovo-legion-15ach6 lenovo-legion-15ach6h lenovo-legion-15ach6h-hybrid
  lenovo-legion-15ach6h-nvidia lenovo-legion-15arh05h lenovo-legion-16ach6h lenovo-legion-16ach6h-hybrid
  lenovo-legion-16ach6h-nvidia lenovo-legion-16achg6-hybrid lenovo-legion-16achg6-nvidia lenovo-legion-16aph8
  lenovo-legion-16arh7h-hybrid lenovo-legion-16arh7h-igpu-only lenovo-legion-16arha7 lenovo-legion-16iah7h
  lenovo-legion-16iax10h lenovo-legion-16irx8h lenovo-legion-16irx9h lenovo-legion-16ithg6 lenovo-legion-t526amr5
  lenovo-legion-y530-15ich lenovo-thinkpad lenovo-thinkpad-a475 lenovo-thinkpad-e14-amd lenovo-thinkpad-e14-intel
  lenovo-thinkpad-e14-intel-gen2 lenovo-thinkpad-e14-intel-gen4 lenovo-thinkpad-e14-intel-gen6
  lenovo-thinkpad-e15-intel lenovo-thinkpad-e470 lenovo-thinkpad-e495 lenovo-thinkpad-l13 lenovo-thinkpad-l13-yoga
  lenovo-thinkpad-l14-amd lenovo-thinkpad-l14-intel lenovo-thinkpad-l480 lenovo-thinkpad-p1
  lenovo-thinkpad-p1-gen3 lenovo-thinkpad-p14s-amd-gen1 lenovo-thinkpad-p14s-amd-gen2
  lenovo-thinkpad-p14s-amd-gen3 lenovo-thinkpad-p14s-amd-gen4 lenovo-thinkpad-p14s-amd-gen5
  lenovo-thinkpad-p14s-amd-gen6 lenovo-thinkpad-p14s-intel-gen2 lenovo-thinkpad-p14s-intel-gen3
  lenovo-thinkpad-p14s-intel-gen5 lenovo-thinkpad-p15v-intel-gen3 lenovo-thinkpad-p16s-amd-gen1
  lenovo-thinkpad-p16s-amd-gen2 lenovo-thinkpad-p16s-amd-gen4 lenovo-thinkpad-p16s-intel-gen2
  lenovo-thinkpad-p16s-intel-gen3 lenovo-thinkpad-p43s lenovo-thinkpad-p50 lenovo-thinkpad-p51 lenovo-thinkpad-p52
  lenovo-thinkpad-p53 lenovo-thinkpad-t14 lenovo-thinkpad-t14-amd-gen1 lenovo-thinkpad-t14-amd-gen2
  lenovo-thinkpad-t14-amd-gen3 lenovo-thinkpad-t14-amd-gen4 lenovo-thinkpad-t14-amd-gen5
  lenovo-thinkpad-t14-intel-gen1 lenovo-thinkpad-t14-intel-gen1-nvidia lenovo-thinkpad-t14-intel-gen6
  lenovo-thinkpad-t14s lenovo-thinkpad-t14s-amd-gen1 lenovo-thinkpad-t14s-amd-gen4 lenovo-thinkpad-t410
  lenovo-thinkpad-t420 lenovo-thinkpad-t430 lenovo-thinkpad-t440p lenovo-thinkpad-t440s lenovo-thinkpad-t450s
  lenovo-thinkpad-t460 lenovo-thinkpad-t460p lenovo-thinkpad-t460s lenovo-thinkpad-t470s lenovo-thinkpad-t480
  lenovo-thinkpad-t480s lenovo-thinkpad-t490 lenovo-thinkpad-t490s lenovo-thinkpad-t495 lenovo-thinkpad-t520
  lenovo-thinkpad-t550 lenovo-thinkpad-t590 lenovo-thinkpad-w520 lenovo-thinkpad-x1 lenovo-thinkpad-x1-10th-gen
  lenovo-thinkpad-x1-11th-gen lenovo-thinkpad-x1-12th-gen lenovo-thinkpad-x1-13th-gen lenovo-thinkpad-x1-2nd-gen
  lenovo-thinkpad-x1-6th-gen lenovo-thinkpad-x1-7th-gen lenovo-thinkpad-x1-9th-gen lenovo-thinkpad-x1-extreme
  lenovo-thinkpad-x1-extreme-gen2 lenovo-thinkpad-x1-extreme-gen3 lenovo-thinkpad-x1-extreme-gen4
  lenovo-thinkpad-x1-nano lenovo-thinkpad-x1-nano-gen1 lenovo-thinkpad-x1-yoga lenovo-thinkpad-x1-yoga-7th-gen
  lenovo-thinkpad-x1-yoga-8th-gen lenovo-thinkpad-x13-amd lenovo-thinkpad-x13-intel lenovo-thinkpad-x13-yoga
  lenovo-thinkpad-x13-yoga-3th-gen lenovo-thinkpad-x140e lenovo-thinkpad-x200s lenovo-thinkpad-x220
  lenovo-thinkpad-x230 lenovo-thinkpad-x250 lenovo-thinkpad-x260 lenovo-thinkpad-x270 lenovo-thinkpad-x280
  lenovo-thinkpad-x390 lenovo-thinkpad-z lenovo-thinkpad-z13-gen1 lenovo-thinkpad-z13-gen2 lenovo-yoga-6-13ALC6
  lenovo-yoga-7-14ARH7 lenovo-yoga-7-14ARH7-amdgpu lenovo-yoga-7-14ARH7-nvidia lenovo-yoga-7-14IAH7-hybrid
  lenovo-yoga-7-14IAH7-integrated lenovo-yoga-7-14ILL10 lenovo-yoga-7-slim-gen8 letsnote-cf-lx3 letsnote-cf-lx4
  linglong-nova-studio malibal-aon-s1-intel mechrevo-gm5hg0a microsoft-surface-common microsoft-surface-go
  microsoft-surface-laptop-amd microsoft-surface-pro-3 microsoft-surface-pro-9 microsoft-surface-pro-intel
  minisforum-um690 minisforum-um690s minisforum-um790-pro minisforum-v3 morefine-m600 msi-b350-tomahawk
  msi-b550-a-pro msi-b550-tomahawk msi-gf63 msi-gl62 msi-gl65-10SDR-492 msi-gs60 msi-prestige-15-a10sc
  msi-z370-pc-pro omen-14-fb0798ng omen-15-ce002ns omen-15-en0002np omen-15-en0010ca omen-15-en1007sa
  omen-16-n0005ne omen-16-n0280nd onenetbook-4 protectli-vp4670 purism-librem-13v3 purism-librem-15v3
  razer-blade-14-RZ09-0530 samsung-np900x3c slimbook-hero-rpl-rtx starlabs-starlite-i5 supermicro
  supermicro-a1sri-2758f supermicro-m11sdv-8c-ln4f supermicro-x10sll-f supermicro-x12scz-tln4f system76
  system76-darp6 system76-galp3 system76-galp5-1650 system76-gaze18 system76-thelio-mega toshiba-swanky
  tuxedo-aura-15-gen1 tuxedo-infinitybook-pro14-gen10-amd tuxedo-infinitybook-pro14-gen7
  tuxedo-infinitybook-pro14-gen9-amd tuxedo-infinitybook-pro14-gen9-intel tuxedo-infinitybook-pro15-gen10-amd
  tuxedo-infinitybook-pro15-gen10-intel tuxedo-infinitybook-v4 tuxedo-pulse-14-gen3 tuxedo-pulse-15-gen2
  xiaomi-redmibook-15-pro-2021 xiaomi-redmibook-16-pro-2024
`
  .trim()
  .split(/\s+/);
