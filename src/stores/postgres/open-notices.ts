import { randomUUID } from "node:crypto";
import { Notices } from "./notices.ts";
import { placeOf } from "./place.ts";
import { unusable } from "./unusable.ts";

/** @throws AhaflowError `journal_unusable` */
export async function openNotices(url: string): Promise<Notices> {
  try {
    return await Notices.open(url, randomUUID());
  } catch (cause) {
    throw unusable(placeOf(url), cause);
  }
}
