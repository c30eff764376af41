/** The reason in a system error, in words that complete "PATH: …" or "cannot be written: …". */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return "no such file or folder";
    case "EACCES":
    case "EPERM":
      return "permission denied";
    case "EROFS":
      return "the filesystem is read-only";
    case "ENOSPC":
    case "EDQUOT":
      return "no space left";
    case "ELOOP":
      return "its symbolic links go in circles";
    case "ENAMETOOLONG":
      return "the name is too long";
    default:
      return code === "" ? messageOf(error) : `the system says ${code}`;
  }
}

/** What an exception says, on one line; never its stack. */
export function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\s+/g, " ").trim();
}
