/** Tells a workspace which addresses it has to call: by its Make and n8n steps, and by Watch Events. */
import { createHash, randomUUID } from "node:crypto";
import type { JsonObject } from "../../documents/json-object.ts";
import { ActionError } from "../../errors.ts";
import type { EventRegistration, FlowDataRegistration } from "../../generated/chatbotx.ts";
import { CallSignal } from "../../outgoing/call-signal.ts";
import type { Registrar, RegistrationChange, WantedRegistration } from "../deliveries.ts";
import { ChatbotxClient } from "./client.ts";
import { flowData } from "./deliveries.ts";
import { listOf } from "./json.ts";
import { Session } from "./session.ts";
import { conditionOf, watchedOf, watchedText } from "./watch.ts";

const STEPS = "/v1/external-webhooks";
const EVENTS = "/v1/webhooks";

export const registrar: Registrar = {
  async changes(connection, wanted) {
    if (!(connection instanceof ChatbotxClient))
      throw new TypeError("the registrar was given no ChatbotX connection");
    const changes = wanted.kind === flowData.name ? stepChanges : eventChanges;
    return inSession(connection, (session) => changes(connection, session, wanted));
  },
};

/** A row of the workspace, and what it is for people. */
interface Registered {
  readonly id: string;
  readonly what: string;
  readonly isRight: boolean;
}

/** What has to be there. */
interface Right {
  readonly what: string;
  readonly body: object;
}

/** Of Make and n8n steps: a row is an event and an address, so what leads to the flow's is the flow's. */
async function stepChanges(
  client: ChatbotxClient,
  session: Session,
  { url, register }: WantedRegistration,
): Promise<RegistrationChange[]> {
  const { event, provider = "make" } = (register ?? {}) as Partial<FlowDataRegistration>;
  const rows = listOf(await session.read(STEPS), "data").filter((row) => leadsTo(row, url));
  const there = rows.map((row) => ({
    id: String(row["id"]),
    what: `event "${String(row["event"])}"`,
    isRight: row["url"] === url && row["event"] === event,
  }));
  const right =
    event === undefined ? undefined : { what: `event "${event}"`, body: { url, event, provider } };
  return compared(client, STEPS, there, right);
}

/** Of Watch Events: a row does not say what it watches, so its name has a digest of that. */
async function eventChanges(
  client: ChatbotxClient,
  session: Session,
  { flow, url, register }: WantedRegistration,
): Promise<RegistrationChange[]> {
  const prefix = `ahaflow ${flow} `;
  const rows = listOf(await session.read(EVENTS), "data").filter(
    (row) => leadsTo(row, url) && String(row["name"]).startsWith(prefix),
  );
  const right =
    register === undefined ? undefined : await rightEvents(session, prefix, url, register);
  const there = rows.map((row) => ({
    id: String(row["id"]),
    what: `the webhook "${String(row["name"])}"`,
    isRight: row["url"] === url && row["name"] === right?.body.name,
  }));
  return compared(client, EVENTS, there, right);
}

async function rightEvents(session: Session, prefix: string, url: string, register: unknown) {
  const watched = watchedOf((register as EventRegistration).watch);
  const conditions: object[] = [];
  for (const one of watched) conditions.push(await conditionOf(session, one));
  const digest = createHash("sha256").update(JSON.stringify(conditions)).digest("hex").slice(0, 8);
  const what = watched.map(watchedText).join(", ");
  return { what, body: { name: prefix + digest, url, conditions } };
}

/** What is new comes first: between the two, an event may come twice, and is never lost. */
function compared(
  client: ChatbotxClient,
  path: string,
  there: readonly Registered[],
  right: Right | undefined,
): RegistrationChange[] {
  const [kept, ...more] = there.filter(({ isRight }) => isRight);
  const others = [...more, ...there.filter(({ isRight }) => !isRight)];
  const removals = others.map(
    ({ id, what }): RegistrationChange => ({
      does: "remove",
      what,
      apply: () => write(client, "DELETE", `${path}/${encodeURIComponent(id)}`),
    }),
  );
  if (right === undefined) return removals;
  const { what, body } = right;
  return kept === undefined
    ? [{ does: "add", what, apply: () => write(client, "POST", path, body) }, ...removals]
    : [{ does: "keep", what }, ...removals];
}

/** Whether a row calls that address, whatever secret is in its query. */
function leadsTo(row: JsonObject, url: string): boolean {
  const [given] = String(row["url"]).split("?");
  return given === url.split("?")[0];
}

async function write(
  client: ChatbotxClient,
  method: "POST" | "DELETE",
  path: string,
  body?: object,
): Promise<void> {
  await inSession(client, (session) => session.write(method, path, body)).catch(
    (error: unknown) => {
      // Somebody else has taken it away.
      const isGone = error instanceof ActionError && error.reason === "not_found";
      if (method !== "DELETE" || !isGone) throw error;
    },
  );
}

/** Calls that belong together, within the time of the connection. A key is new each time: a server keeps it for a day. */
async function inSession<Result>(
  client: ChatbotxClient,
  use: (session: Session) => Promise<Result>,
): Promise<Result> {
  const signal = new CallSignal();
  const late = new ActionError("timeout", `no answer within ${client.timeoutMs} ms`);
  const timer = setTimeout(() => signal.expire(late), client.timeoutMs);
  try {
    return await use(new Session(client, { signal, idempotencyKey: randomUUID() }));
  } finally {
    clearTimeout(timer);
  }
}
