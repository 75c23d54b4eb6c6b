import { type Call, contactOf, created, DONE, newName, ok } from "../call.ts";
import { storedValue } from "../field-values.ts";
import * as input from "../inputs.ts";
import { broken, notFound } from "../refusal.ts";
import { fieldView, valueView } from "../views.ts";
import { byIdOrName, type Contact, type Field } from "../workspace.ts";
import { number } from "./tags.ts";

/** The workspace's custom fields. */
export function listFields(call: Call) {
  const { workspace } = call;
  const name = newName(call, workspace.fields);
  if (name !== undefined)
    workspace.addField({ name, type: "shortText", description: null, options: [] });
  return ok({ data: [...workspace.fields.values()].map(fieldView) });
}

/** Names are unique only together with the type (code). */
export function createField({ workspace, body, dialect }: Call) {
  const { name, type } = input.read(input.newField(dialect), body);
  const isThere = [...workspace.fields.values()].some(
    (field) => field.name === name && field.type === type,
  );
  if (isThere) throw broken();
  return created(fieldView(workspace.addField({ name, type, description: null, options: [] })));
}

/** An unknown one breaks the older server (ran). */
export function getField({ workspace, params, dialect }: Call) {
  const field = byIdOrName(workspace.fields, params["idOrName"] ?? "");
  if (field !== undefined) return ok(fieldView(field));
  throw dialect === "later" ? notFound("Custom field not found") : broken();
}

/** A contact's values; fields that are not set are left out. */
export function listContactFields(call: Call) {
  const { fields } = contactOf(call);
  const data = [...call.workspace.fields.values()].flatMap((field) => {
    const set = fields.get(field.id);
    return set === undefined ? [] : [valueView(field, set.value)];
  });
  return ok({ data });
}

/** One value: by id alone on the older server (ran), by name too on the later one. */
export function getContactField(call: Call) {
  const { workspace, params, dialect } = call;
  const idOrName = params["idOrName"] ?? "";
  if (dialect === "2026-08") input.readId(idOrName, "customFieldId");
  const { fields } = contactOf(call);
  const field = byIdOrName(workspace.fields, idOrName);
  const set = field && fields.get(field.id);
  if (field === undefined || set === undefined) throw notFound("Contact custom field not found");
  return ok(valueView(field, set.value));
}

/** Sets one value by the field's id: 200 without a body; an unknown field breaks it (ran). */
export function setContactField(call: Call) {
  const id = input.readId(call.params["idOrName"] ?? "", "customFieldId");
  const { value } = input.read(input.fieldValue, call.body);
  const contact = contactOf(call);
  const field = call.workspace.fields.get(number(id));
  if (field === undefined) throw broken();
  setValue(call, contact, field, value);
  return { status: 200 };
}

/** The later server's way to set one, by id or name. */
export function putContactField(call: Call) {
  const { value } = input.read(input.fieldValue, call.body);
  const contact = contactOf(call);
  setValue(call, contact, fieldOf(call), value);
  return DONE;
}

/** Sets up to 20; unknown fields and wrong dates are left out with a success (ran). */
export function setContactFields(call: Call) {
  const { fields } = input.read(input.fieldValues, call.body);
  const contact = contactOf(call);
  for (const { customFieldId, value } of fields) {
    const field = call.workspace.fields.get(number(customFieldId));
    if (field !== undefined) setValue(call, contact, field, value);
  }
  return DONE;
}

/** The later server's way to set up to 20, by id or name. */
export function changeContactFields(call: Call) {
  const { operations } = input.read(input.fieldOperations, call.body);
  const contact = contactOf(call);
  for (const { customFieldId, operation, value } of operations) {
    const field = byIdOrName(call.workspace.fields, customFieldId);
    if (field === undefined) throw notFound("Custom field not found");
    const before = contact.fields.get(field.id)?.value ?? "";
    setValue(call, contact, field, changed(operation, before, value));
  }
  return DONE;
}

function changed(operation: string, before: string, value: string): string {
  if (operation === "append") return before + value;
  if (operation === "prepend") return value + before;
  if (operation === "increase") return String(Number(before) + Number(value));
  if (operation === "decrease") return String(Number(before) - Number(value));
  return value;
}

export function clearContactField(call: Call) {
  const { fields } = contactOf(call);
  fields.delete(fieldOf(call).id);
  return DONE;
}

export function clearContactFields(call: Call) {
  contactOf(call).fields.clear();
  return DONE;
}

function fieldOf({ workspace, params }: Call): Field {
  const field = byIdOrName(workspace.fields, params["idOrName"] ?? "");
  if (field === undefined) throw notFound("Custom field not found");
  return field;
}

/** Keeps what the field makes of a value; nothing where it is dropped. */
export function setValue(
  { workspace, state, dialect }: Call,
  contact: Contact,
  field: Field,
  value: string,
): void {
  const zone = contact.profile.timezone ?? workspace.timezone;
  const stored = storedValue(field, value, zone, dialect);
  if (stored === undefined) return;
  const id = contact.fields.get(field.id)?.id ?? workspace.nextId();
  contact.fields.delete(field.id);
  contact.fields.set(field.id, { id, value: stored, at: state.now() });
}
