import { ActionError } from "../../errors.ts";
import type { Dialect } from "./client.ts";
import { contactPath } from "./contacts.ts";
import { inDialect } from "./dialect.ts";
import { type FieldValue, fieldText, typeFor } from "./field-values.ts";
import { findNamed, listFor } from "./find-named.ts";
import { type Named, namedOf } from "./json.ts";
import { retell } from "./retell.ts";
import type { Session } from "./session.ts";

/** As many as one call takes (ran). */
const AT_ONCE = 20;

interface Field extends Named {
  readonly type: string;
}

interface Setting {
  readonly field: Field;
  readonly text: string;
}

/**
 * Sets custom fields by name. Everything that is wrong is found before the first call changes
 * anything; more than 20 go in several calls.
 * @returns the texts that were sent, by name
 * @throws ActionError, which says what is set already
 */
export async function setFields(
  session: Session,
  contactId: string,
  values: Readonly<Record<string, FieldValue>>,
): Promise<Record<string, string>> {
  const settings = await settingsFor(session, values);
  await inDialect(session, async (dialect) => {
    const done: string[] = [];
    for (let at = 0; at < settings.length; at += AT_ONCE) {
      const some = settings.slice(at, at + AT_ONCE);
      await setSome(session, contactId, some, dialect).catch((error: unknown) => {
        throw retell(error, doneSoFar("set", done));
      });
      done.push(...some.map(({ field }) => field.name));
    }
  });
  return Object.fromEntries(
    Object.keys(values).map((name, at) => [name, settings[at]?.text ?? ""]),
  );
}

async function setSome(
  session: Session,
  contactId: string,
  settings: readonly Setting[],
  dialect: Dialect,
): Promise<void> {
  const path = `${contactPath(contactId)}/custom-fields`;
  const values = settings.map(({ field, text }) => ({ customFieldId: field.id, value: text }));
  if (dialect === "2026-08") await session.write("PUT", path, { fields: values });
  else {
    const operations = values.map((value) => ({ ...value, operation: "set" }));
    await session.write("PATCH", path, { operations });
  }
}

/** Which field each value is for, and its text; fields are made where the connection says so. */
async function settingsFor(
  session: Session,
  values: Readonly<Record<string, FieldValue>>,
): Promise<Setting[]> {
  const { createFields, phoneRegion } = session.settings;
  // What may be made need not be asked for twice.
  const known = await listFor<Field>(
    session,
    "custom field",
    createFields ? [] : Object.keys(values),
  );
  const isMissing = (name: string) => known.every((one) => one.name !== name && one.id !== name);
  const missing = createFields ? Object.keys(values).filter(isMissing) : [];
  const planned = Object.entries(values).map(([name, value]) => ({
    name,
    value,
    kind: missing.includes(name)
      ? { name, type: typeFor(value) }
      : findNamed(known, "custom field", name, `fields.${name}`),
  }));
  const texts = planned.map(({ kind, value }) => fieldText(kind, value, phoneRegion));
  for (const { kind } of planned)
    if (missing.includes(kind.name)) known.push(await makeField(session, kind));
  return planned.map(({ name }, at) => ({
    field: findNamed(known, "custom field", name, `fields.${name}`),
    text: texts[at] ?? "",
  }));
}

/** A field that exists is answered with a failure: another one may have made it, so it is read again. */
async function makeField(
  session: Session,
  { name, type }: { readonly name: string; readonly type: string },
): Promise<Field> {
  try {
    const [made] = namedOf<Field>({
      data: [await session.write("POST", "/v1/custom-fields", { name, type })],
    });
    if (made !== undefined) return made;
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    const field = (await listFor<Field>(session, "custom field", [])).find(
      (one) => one.name === name,
    );
    if (field === undefined) throw error;
    return field;
  }
  const known = await listFor<Field>(session, "custom field", [name]);
  return findNamed(known, "custom field", name, `fields.${name}`);
}

/**
 * Empties custom fields by name, one after the other.
 * @throws ActionError, which says what is cleared already
 */
export async function clearFields(
  session: Session,
  contactId: string,
  names: readonly string[],
): Promise<void> {
  const known = await listFor<Field>(session, "custom field", names);
  const fields = names.map((name, at) => findNamed(known, "custom field", name, `fields[${at}]`));
  const done: string[] = [];
  for (const { id, name } of fields) {
    const path = `${contactPath(contactId)}/custom-fields/${id}`;
    await session.write("DELETE", path).catch((error: unknown) => {
      throw retell(error, doneSoFar("cleared", done));
    });
    done.push(name);
  }
}

function doneSoFar(what: string, names: readonly string[]): { readonly done?: string } {
  return names.length === 0 ? {} : { done: `${what} already: ${names.join(", ")}` };
}
