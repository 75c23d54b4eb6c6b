import { onTestFinished } from "vitest";
import type { Seed } from "#src/platforms/chatbotx/simulator/seed.js";
import {
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from "#src/platforms/chatbotx/simulator/simulator.js";

export const TOKEN = "t0ken";
export const WORKSPACE = "shop";
/** An, on Messenger and on the shop's web chat. */
export const AN = "1000";
export const AN_PHONE = "+84908071111";
export const AN_MESSENGER = "6523889107654321";

const HOUR_MS = 3_600_000;
const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();

/** The workspace of the recordings: three channels, three contacts, two tags, custom fields of each type. */
export function shop(): Seed {
  return {
    workspaces: {
      [WORKSPACE]: {
        token: TOKEN,
        timezone: "Asia/Saigon",
        inboxes: [
          {
            id: "100",
            name: "Page Tiệm Áo Dài",
            channel: "messenger",
            source_id: "107000000000001",
          },
          { id: "101", name: "Web", channel: "webchat", source_id: "web1" },
          { id: "102", name: "Zalo OA", channel: "zalo", source_id: "oa1" },
        ],
        tags: [
          { id: "4000", name: "buyer" },
          { id: "4001", name: "VIP" },
        ],
        contacts: [
          {
            id: AN,
            first_name: "An",
            last_name: "Nguyễn",
            phone: AN_PHONE,
            email: "an@example.com",
            gender: "female",
            conversation: "3000",
            inboxes: [
              { id: "2000", inbox: "101", source_id: "w-an", last_incoming_at: ago(72 * HOUR_MS) },
              { id: "2001", inbox: "100", source_id: AN_MESSENGER, last_incoming_at: ago(HOUR_MS) },
            ],
          },
          {
            id: "1001",
            first_name: "Bình",
            phone: "+84908072222",
            email: "binh@example.com",
            inboxes: [{ inbox: "102", source_id: "z-binh", last_incoming_at: ago(HOUR_MS) }],
          },
          {
            id: "1002",
            first_name: "Cúc",
            phone: "+84908073333",
            conversation: false,
            inboxes: [{ inbox: "100", source_id: "6523889100000002", last_incoming_at: null }],
          },
        ],
      },
    },
  };
}

/** Custom fields of every type of the older server, as the recordings have them. */
export const FIELDS: Seed = {
  workspaces: {
    [WORKSPACE]: {
      custom_fields: [
        { id: "5000", name: "s_short", type: "shortText" },
        { id: "5001", name: "s_num", type: "number" },
        { id: "5002", name: "s_date", type: "date" },
        { id: "5003", name: "s_dt", type: "datetime" },
        { id: "5004", name: "s_bool", type: "boolean" },
        { id: "5005", name: "s_email", type: "email" },
        { id: "5006", name: "s_phone", type: "phoneNumber" },
        { id: "5007", name: "s_long", type: "longText" },
      ],
    },
  },
};

/** A simulator that ends with the test; without the later server's limits unless the test asks. */
export async function start({
  dialect,
  ...options
}: SimulatorOptions & Pick<Seed, "dialect"> = {}): Promise<Simulator> {
  const limits = { workspace: 0, address: 0 };
  const seed = { ...shop(), ...(dialect !== undefined && { dialect }) };
  const simulator = await startSimulator({ seed, limits, ...options });
  onTestFinished(() => simulator.close());
  return simulator;
}

export interface Answer {
  readonly status: number;
  /** JSON as a value, all else as text. */
  readonly body: unknown;
  readonly headers: Headers;
}

/** One call with the shop's token. */
export async function call(
  simulator: Simulator,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const response = await fetch(simulator.baseUrl + path, {
    method,
    headers: {
      authorization: `Bearer ${TOKEN}`,
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return read(response);
}

/** An answer as it came. */
export async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") === true;
  return {
    status: response.status,
    body: isJson ? JSON.parse(text) : text,
    headers: response.headers,
  };
}
