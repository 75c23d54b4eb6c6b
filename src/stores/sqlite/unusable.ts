import { accessSync, constants } from "node:fs";
import { AhaflowError } from "../../errors.ts";
import { troubleOf } from "../trouble.ts";

const OTHER_FOLDER = "give this one its own folder with AHAFLOW_DATA";

/**
 * Why a journal can't be opened. Nothing of it was changed.
 * @param code the database's, or the file system's
 */
export function unusable(folder: string, code: string | undefined, cause: unknown): AhaflowError {
  if (code === "SQLITE_BUSY" || code === "SQLITE_LOCKED")
    return new AhaflowError(
      "journal_locked",
      `another ahaflow already uses the data folder ${folder}`,
      { hint: `stop it, or ${OTHER_FOLDER}`, cause },
    );
  const { message, hint } = wordsOf(folder, code || undefined);
  return new AhaflowError("journal_unusable", message, { hint, cause });
}

function wordsOf(folder: string, code = "unknown"): { message: string; hint: string } {
  const file = `journal.db in ${folder}`;
  const keep =
    "nothing was changed; keep journal.db and journal.db-wal, then put a backup in their place (docs/journal.md says how, and how to save what can be read)";
  if (code === "JOURNAL_NEWER")
    return {
      message: `the journal in ${folder} was written by a newer ahaflow`,
      hint: `run that version, or ${OTHER_FOLDER}`,
    };
  if (code === "SQLITE_NOTADB" || code === "JOURNAL_FOREIGN")
    return { message: `${file} is not a journal`, hint: keep };
  if (code === "JOURNAL_CUT")
    return { message: `${file} is missing or empty, and its journal.db-wal is not`, hint: keep };
  if (code === "EEXIST" || code === "ENOTDIR")
    return {
      message: `${folder} is a file, or in one: the journal needs a folder`,
      hint: "give it one with AHAFLOW_DATA",
    };
  const trouble = troubleOf(code, folder)?.code;
  if (trouble === "journal_corrupt") return { message: `${file} is damaged (${code})`, hint: keep };
  if (code === "ENOSPC" || trouble === "journal_full")
    return {
      message: `the disk of ${folder} is full: the journal can't be opened (${code})`,
      hint: "free some space, and start again",
    };
  if (/^(EROFS|EACCES|EPERM)$/.test(code) || trouble === "journal_readonly" || !isWritable(folder))
    return {
      message: `the journal in ${folder} can't be written (${code})`,
      hint: "make the disk and the folder writable for the user that ahaflow runs as, and start again",
    };
  return {
    message: `the journal in ${folder} can't be opened (${code})`,
    hint: "check that the folder can be written and that the disk has room; nothing was changed",
  };
}

/** A read-only disk may show as any kind of failure. */
function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
