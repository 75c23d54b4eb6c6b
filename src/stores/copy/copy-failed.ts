import { AhaflowError } from "../../errors.ts";

/** What ended a copy, as the program tells it; what is no error of a database is a bug, and stays what it is. */
export function copyFailed(place: string, error: unknown): unknown {
  const { code } = error as { readonly code?: unknown };
  const hint = "nothing is half copied: mend that, and copy again";
  if (error instanceof SyntaxError)
    return new AhaflowError(
      "journal_damaged",
      "a record of the journal can't be read: the journal is damaged",
      { hint: "docs/journal.md says how to check a journal and how to restore one" },
    );
  if (error instanceof AhaflowError || typeof code !== "string") return error;
  return new AhaflowError("copy_failed", `the copy failed: ${place} (${code})`, {
    hint,
    cause: error,
  });
}
