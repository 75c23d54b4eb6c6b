/** What can be wrong with the disk under the journal, in words for whoever runs the daemon. */
import type { StoreTrouble } from "../journal/ports.ts";

const GOES_ON = "the daemon goes on by itself when it can write again";

/**
 * What a database error says about the disk.
 * @param code SQLite's, for example `SQLITE_FULL`
 * @param folder of the journal
 * @returns undefined when the disk is not to blame
 */
export function troubleOf(code: string, folder: string): StoreTrouble | undefined {
  if (code === "SQLITE_FULL")
    return {
      code: "journal_full",
      message: `the disk of the journal is full (${folder}): free some space; ${GOES_ON}`,
    };
  if (/^SQLITE_(READONLY|CANTOPEN|PERM)/.test(code))
    return {
      code: "journal_readonly",
      message: `the journal can't be written (${folder}): make the disk and the folder writable for this user; ${GOES_ON}`,
    };
  if (code.startsWith("SQLITE_IOERR"))
    return {
      code: "journal_io_error",
      message: `the disk of the journal fails (${folder}, ${code}): look at the system's log, and at limits and quotas; ${GOES_ON}`,
    };
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code))
    return {
      code: "journal_corrupt",
      message: `the journal is damaged (${folder}/journal.db): stop the daemon and keep the files, then put a backup in their place or save what can be read (docs/journal.md)`,
    };
  return undefined;
}

/** The journal's thread has ended, which is a bug or a lack of memory. */
export const JOURNAL_GONE: StoreTrouble = {
  code: "journal_gone",
  message: "the journal's thread has ended: restart the daemon; what was acknowledged is kept",
};

/** Whether trouble stays until the daemon is started again. */
export function isLasting({ code }: StoreTrouble): boolean {
  return code === "journal_corrupt" || code === "journal_gone";
}
