import { z } from "zod";
import { timeWithZone } from "../../../written-time.ts";
import { ControlError } from "../../simulator/control-error.ts";
import { durationMs } from "../../simulator/duration.ts";
import { DIALECTS } from "./dialect.ts";
import { FIELD_TYPES } from "./workspace.ts";

const id = z.string().regex(/^\d+$/, "must be digits, as text");
const name = z.string().min(1);
const time = z.string().refine((text) => timeWithZone(text) !== undefined, {
  message: "must be an ISO time with its zone",
});

const token = z.strictObject({
  token: z.string().min(1),
  permission: z.enum(["full", "read_only"]).optional(),
  scopes: z.array(z.string()).nullable().optional(),
});

const inbox = z.strictObject({
  id: id.optional(),
  name,
  channel: name,
  source_id: z.string().optional(),
  /** What every delivery over it fails with; null: deliveries work. */
  send_error: z.string().nullable().optional(),
});

const tag = z.union([name, z.strictObject({ id, name })]);

const field = z.strictObject({
  id: id.optional(),
  name,
  type: z.enum(FIELD_TYPES),
  description: z.string().nullable().optional(),
  options: z.array(z.string()).optional(),
});

const flow = z.strictObject({
  id: id.optional(),
  name,
  active: z.boolean().optional(),
  /** `{{field}}` is filled in. */
  texts: z.array(z.string()).optional(),
});

const contact = z.strictObject({
  id: id.optional(),
  first_name: z.string().optional(),
  last_name: z.string().optional(),
  phone: z.string().nullable().optional(),
  email: z.string().nullable().optional(),
  gender: z.enum(["male", "female", "unknown"]).optional(),
  timezone: z.string().optional(),
  /** Names; those that are missing are made. */
  tags: z.array(name).optional(),
  /** By name; stored as they are. */
  custom_fields: z.record(z.string(), z.string()).optional(),
  blocked: z.boolean().optional(),
  /** False: nothing was ever written, and nothing can be sent. */
  conversation: z.union([z.boolean(), id]).optional(),
  inboxes: z
    .array(
      z.strictObject({
        id: id.optional(),
        /** Name or id of an inbox. */
        inbox: name,
        source_id: z.string().optional(),
        /** Null for a customer who never wrote. */
        last_incoming_at: time.nullable().optional(),
      }),
    )
    .optional(),
});

const workspace = z.strictObject({
  /** Without one, the first token that comes is the workspace's. */
  token: z.string().min(1).optional(),
  tokens: z.array(token).optional(),
  timezone: z.string().optional(),
  country: z.string().length(2).nullable().optional(),
  inboxes: z.array(inbox).optional(),
  tags: z.array(tag).optional(),
  custom_fields: z.array(field).optional(),
  flows: z.array(z.union([name, flow])).optional(),
  keywords: z.array(name).optional(),
  contacts: z.array(contact).optional(),
});

const seed = z.strictObject({
  /** At the start alone: which server it plays. Default `2026-08`. */
  dialect: z.enum(DIALECTS).optional(),
  /** At the start alone: what is named comes into being. Default false. */
  open: z.boolean().optional(),
  /** How long a delivery takes after its 204: `2s`, or milliseconds. */
  delivery: z.union([z.string(), z.number()]).optional(),
  /** Between the two halves of an upsert, in which another call may do the same. Default 50 ms. */
  upsert_gap: z.union([z.string(), z.number()]).optional(),
  workspaces: z.record(z.string(), workspace).optional(),
});

/** What a simulated server starts with, or is given on the way; the wire's names. */
export type Seed = z.infer<typeof seed>;
export type WorkspaceSeed = z.infer<typeof workspace>;
export type TokenSeed = z.infer<typeof token>;
export type FlowSeed = z.infer<typeof flow>;
export type ContactSeed = z.infer<typeof contact>;

/**
 * Checks a seed from outside, whole, before any of it is used.
 * @throws ControlError that names the place of the first mistake
 */
export function parseSeed(value: unknown): Seed {
  const read = seed.safeParse(value);
  if (!read.success) {
    const [first] = read.error.issues;
    const where = first?.path.join(".") || "seed";
    throw new ControlError("invalid", `${where}: ${first?.message ?? "is wrong"}`);
  }
  for (const key of ["delivery", "upsert_gap"] as const) durationMs(read.data[key] ?? 0, key);
  return read.data;
}
