/** Opens the ends of a copy. */
import { AhaflowError } from "../../errors.ts";
import { placeOf } from "../postgres/place.ts";
import type { CopySide } from "./copy-side.ts";

/** Where a journal is: in a folder, or in a database. */
export type JournalAddress = { readonly folder: string } | { readonly url: string };

/**
 * Opens a journal for this process alone.
 * @param isSource it has to be there
 * @throws AhaflowError `no_journal`, `journal_locked`, `journal_unusable`
 */
export async function openSide(address: JournalAddress, isSource: boolean): Promise<CopySide> {
  const { isThere, open, place } = await waysTo(address);
  if (isSource && !(await isThere()))
    throw new AhaflowError("no_journal", `there is no journal in ${place}`);
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof AhaflowError) || error.code !== "journal_locked") throw error;
    throw new AhaflowError(error.code, error.message, {
      hint: "a journal is copied while no daemon has it: stop that one, and copy again",
      cause: error,
    });
  }
}

// Each loads a driver: only that which is needed.
async function waysTo(address: JournalAddress) {
  if ("folder" in address) {
    const { folder } = address;
    const { isJournalIn, openSqliteSide } = await import("../sqlite/copy-side.ts");
    return {
      isThere: async () => isJournalIn(folder),
      open: async () => openSqliteSide(folder),
      place: folder,
    };
  }
  const { url } = address;
  const { isJournalAt, openPostgresSide } = await import("../postgres/copy-side.ts");
  return {
    isThere: () => isJournalAt(url),
    open: () => openPostgresSide(url),
    place: placeOf(url),
  };
}
