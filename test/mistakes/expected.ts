// What `check` must say of each case: `LINE CODE`, in order of place, and nothing else. All but the baseline have their
// mistake on one line. Where nothing, or not everything, is said, `note` says why. Judged by hand against the outcomes.

export interface Expected {
  readonly findings: readonly string[];
  readonly note?: string;
}

const found = (...findings: string[]): Expected => ({ findings });
const silent = (note: string): Expected => ({ findings: [], note });

export const EXPECTED: Readonly<Record<string, Expected>> = {
  "00-baseline": silent("nothing is wrong"),
  "01-unknown-attr-subvol": found("21 DSK101"),
  "02-unknown-attr-btrfs-content": found("18 DSK101"),
  "03-unknown-attr-partition": found("15 DSK101"),
  "04-unknown-attr-disk": found("4 DSK101"),
  "05-mountOptions-string": found("21 DSK102"),
  "06-mountOptions-comma-in-one": found("21 DSK212"),
  "07-mountOptions-space-in-one": found("20 DSK211"),
  "08-missing-disk-device": found("3 DSK103"),
  "09-disk-device-relative": found("5 DSK106"),
  "10-disk-device-not-dev": silent("disko takes any absolute path, and links outside /dev are in use"),
  "11-bad-size-unit": found("10 DSK106"),
  "12-bad-size-percent": found("15 DSK106"),
  "13-size-int": found("10 DSK102"),
  "14-size-iec": found("10 DSK106"),
  "15-size-lower": found("10 DSK106"),
};
