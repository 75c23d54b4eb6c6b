import { randomBytes } from "node:crypto";
import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";

/**
 * Writes a file, which is there as a whole or as it was before.
 * @throws the error of the file system
 */
export function writeTextFile(file: string, text: string): void {
  const there = statSync(file, { throwIfNoEntry: false });
  // A device or a pipe can't be put in its own place.
  if (there !== undefined && !there.isFile()) {
    writeFileSync(file, text);
    return;
  }
  // A link stays one, and rights stay as they were.
  const target = there === undefined ? file : realpathSync(file);
  const part = `${target}.${randomBytes(4).toString("hex")}.part`;
  try {
    writeFileSync(part, text, { flag: "wx", flush: true, mode: (there?.mode ?? 0o666) & 0o777 });
    renameSync(part, target);
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    // The file may be written, and nothing beside it: a single file in a container.
    if (there === undefined || !/^(EACCES|EPERM|EROFS|EBUSY)$/.test(code)) throw error;
    writeFileSync(target, text);
  } finally {
    rmSync(part, { force: true });
  }
}
