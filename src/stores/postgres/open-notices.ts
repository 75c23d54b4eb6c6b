import { randomUUID } from "node:crypto";
import { Notices } from "./notices.ts";
import { Parcels } from "./parcels.ts";
import { placeOf } from "./place.ts";
import { unusable } from "./unusable.ts";

/** How nodes tell each other. @throws AhaflowError `journal_unusable` */
export async function openNotices(url: string): Promise<{ notices: Notices; parcels: Parcels }> {
  try {
    const notices = await Notices.open(url, randomUUID());
    return { notices, parcels: new Parcels(notices) };
  } catch (cause) {
    throw unusable(placeOf(url), cause);
  }
}
