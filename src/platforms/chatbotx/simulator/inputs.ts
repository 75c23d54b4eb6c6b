/**
 * The bodies that calls take, in zod as the server has them: so refusals name the same issues in
 * the same words. `\d+` is not anchored there, and so not here either (ran).
 */
import { z } from "zod";
import type { Dialect } from "./dialect.ts";
import { InvalidInput } from "./refusal.ts";
import { FIELD_TYPES } from "./workspace.ts";

const id = z.string().regex(/\d+/);
const gender = z.enum(["male", "female", "unknown"]);
const email = z.union([z.literal(""), z.email().max(100)]);
const phone = z
  .string()
  .min(10)
  .max(20)
  .regex(/\+?\d{10,20}/);
/** In UTF-16 units, as the server counts (ran); the zod of today counts characters. */
const MOST_UNITS = 1000;
const text = z
  .string()
  .trim()
  .min(1)
  .check(({ value, issues }) => {
    if (value.length <= MOST_UNITS) return;
    const bounds = { maximum: MOST_UNITS, inclusive: true } as const;
    issues.push({ code: "too_big", origin: "string", ...bounds, input: value, continue: true });
  });
const CHANNELS = [
  "omnichannel",
  "webchat",
  "messenger",
  "whatsapp",
  "zalo",
  "smtp",
  "telegram",
  "instagram",
  "tiktok",
] as const;

export const tagIds = z.object({ tagIds: z.array(id).min(1).max(100) });
export const tagNames = z.object({ tags: z.array(z.string().min(1)).min(1).max(100) });
export const allTagNames = z.object({ tags: z.array(z.string().min(1)).max(100) });
export const named = z.object({ name: z.string().min(1).max(255) });
export const fieldValue = z.object({ value: z.string().trim() });
export const fieldValues = z.object({
  fields: z
    .array(z.object({ customFieldId: id, value: z.string().trim() }))
    .min(1)
    .max(20),
});
export const fieldOperations = z.object({
  operations: z
    .array(
      z.object({
        customFieldId: z.string().min(1),
        operation: z.enum(["set", "append", "prepend", "increase", "decrease"]),
        value: z.string().trim(),
      }),
    )
    .min(1)
    .max(20),
});
export const newContact = z.object({
  phoneNumber: z.union([z.literal(""), phone]).optional(),
  email,
  contactId: z.string().max(255).optional(),
  firstName: z.string().max(100).optional(),
  lastName: z.string().max(100).optional(),
  gender,
  channel: z.enum(CHANNELS),
  inboxId: id,
});
export const upsertedContact = z.object({
  firstName: z.string().max(100).optional(),
  lastName: z.string().max(100).optional(),
  email: email.optional(),
  phoneNumber: phone.optional(),
  avatar: z.string().optional(),
  gender: gender.optional(),
});
export const texts = z.record(z.string(), z.string());
export const flow = z.object({ flowId: id, inboxId: id.optional() });
export const keyword = z.object({ keyword: z.string().min(1), inboxId: id.optional() });

const files = z.array(z.instanceof(File)).min(1);

export const message = z.intersection(
  z.union([
    z.object({ text, files }),
    z.object({ text }),
    z.object({ files }),
    z.object({ flowId: id, nodeId: id.optional() }),
  ]),
  z.object({ inboxId: id.optional(), clientId: id.optional() }),
);

const bare = (type: string) => z.object({ type: z.literal(type) });
const about = (type: string) => z.object({ type: z.literal(type), sourceId: z.string() });

export const webhook = z.object({
  name: z.string().min(1).max(255),
  url: z.url().max(1000),
  conditions: z
    .array(
      z.union([
        about("tagApplied"),
        about("tagRemoved"),
        z.object({
          type: z.literal("customFieldValueChanged"),
          sourceId: z.string().min(1),
          operator: z.string(),
          value: z.unknown().refine((value) => value !== undefined),
        }),
        z.object({ type: z.literal("contactInfoUpdated"), sourceId: z.enum(["phone", "email"]) }),
        about("subscribedToSequence"),
        about("unsubscribedFromSequence"),
        ...[
          "conversationTransferredToHuman",
          "conversationTransferredToBot",
          "newContact",
          "contactUnsubscribedFormBroadcast",
          "archived",
          "followUp",
          "conversationAssigned",
          "conversationUnassigned",
        ].map(bare),
      ]),
    )
    .min(1),
});
export const externalWebhook = z.object({
  url: z.url().max(1000),
  event: z.string().min(1).max(100),
  provider: z.enum(["make", "n8n"]).default("make"),
});

/** The definition of a field; the later server has two types more. */
export function newField(dialect: Dialect) {
  const types = dialect === "later" ? FIELD_TYPES : FIELD_TYPES.slice(0, -2);
  return z.object({ name: z.string().min(1).max(255), type: z.enum(types) });
}

/** @throws InvalidInput with zod's issues */
export function read<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  throw new InvalidInput(read.error.issues);
}

/** What a path has where an id has to be. @throws InvalidInput */
export function readId(value: string, name: string): string {
  read(z.object({ [name]: id }), { [name]: value });
  return value;
}
