import { AhaflowError } from "../../errors.ts";
import type { StoreTrouble } from "../../journal/ports.ts";
import { troubleOf } from "../trouble.ts";

/** The database has refused something. */
export class DatabaseError extends AhaflowError {
  readonly trouble: StoreTrouble | undefined;

  constructor(code: string, folder: string) {
    const trouble = troubleOf(code, folder);
    if (code === "JOURNAL_RECORD")
      super("journal_damaged", "a record of the journal can't be read: the journal is damaged", {
        hint: "docs/journal.md says how to check a journal and how to restore one",
      });
    else super("journal_write_failed", trouble?.message ?? `the journal can't be used (${code})`);
    this.trouble = trouble;
  }
}
