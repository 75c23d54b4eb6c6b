import type { UpsertContactInput } from "../../generated/chatbotx.ts";
import {
  asContact,
  contactPath,
  findContact,
  lookForContact,
  type ServerContact,
} from "./contacts.ts";
import { OneAtATime } from "./one-at-a-time.ts";
import { phoneSpellings } from "./phones.ts";
import { profileTexts } from "./profiles.ts";
import type { Session } from "./session.ts";

/** Of the whole process: several connections may lead to one workspace, as two do while ahaflow.yaml is read anew. */
const people = new OneAtATime();

/** Who came of it. */
export interface Upserted {
  readonly contact: ServerContact;
  readonly created: boolean;
}

/**
 * Finds a person by phone, else by e-mail, and changes them, or makes one. The server's own upsert
 * is not atomic, and makes a second person of another spelling (ran): so one person is looked for
 * here, under every spelling, while no other step of this process does the same.
 * @throws ActionError
 */
export async function upsert(session: Session, input: UpsertContactInput): Promise<Upserted> {
  const { phone, email } = input;
  const region = session.settings.phoneRegion;
  const profile = profileTexts(input, region);
  const number = phone === undefined ? undefined : phoneSpellings(phone, region).e164;
  const own =
    number === undefined
      ? ({ by: "email", key: "email", value: email ?? "" } as const)
      : ({ by: "phone", key: "phoneNumber", value: number } as const);
  const { baseUrl, token } = session.settings;
  const keys = [number, email].flatMap((one) => (one ? [`${baseUrl} ${token} ${one}`] : []));
  return people.run(keys, session.signal, async () => {
    const known =
      (phone && (await lookForContact(session, { phone }))) ||
      (email && (await lookForContact(session, { email })));
    if (known) return { contact: await changed(session, known, profile), created: false };
    const { [own.key]: _own, ...rest } = profile;
    await session.write(
      "POST",
      `/v1/contacts/${own.by}:${encodeURIComponent(own.value)}/upsert`,
      rest,
    );
    // Another process may have made the same person at the same time: the server says who it is now.
    const who = phone === undefined ? { email: email ?? "" } : { phone };
    return { contact: await findContact(session, who), created: true };
  });
}

async function changed(
  session: Session,
  contact: ServerContact,
  profile: Readonly<Record<string, string>>,
): Promise<ServerContact> {
  const isSame = Object.entries(profile).every(([key, text]) => contact[key] === text);
  if (isSame) return contact;
  return asContact(await session.write("POST", `${contactPath(contact.id)}/upsert`, profile));
}
