import { expect, onTestFinished } from "vitest";
import type { Seed } from "#src/platforms/ahachat/simulator/seed.js";
import {
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from "#src/platforms/ahachat/simulator/simulator.js";

export const BOT = "12404829";
export const USER = "6523889107654321";
export const TOKEN = "t0ken";

/** A shop with one customer, who has just written. */
export const SHOP: Seed = {
  bots: {
    [BOT]: {
      token: TOKEN,
      blocks: {
        "Order thanks": { messages: [{ text: "Cảm ơn {{first_name}}, đơn {{order_id}}" }] },
        silent: {},
      },
      users: {
        [USER]: { first_name: "An", last_name: "Nguyễn", phone: "+84 908 071 111", tags: ["new"] },
      },
    },
  },
};

/** A simulator that ends with the test; without the rate limit unless the test asks for it. */
export async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator({ seed: SHOP, requestsPerSecond: 0, ...options });
  onTestFinished(() => simulator.close());
  return simulator;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

/** One call of the API by JSON, the token of the shop in its body. */
export async function call(
  simulator: Simulator,
  method: string,
  path: string,
  body: object = {},
): Promise<Answer> {
  if (method === "GET") return request(simulator, method, `${path}ahachat_token=${TOKEN}`);
  return request(simulator, method, path, { ahachat_token: TOKEN, ...body });
}

/** One call as it stands, below `/api/bots/` of the shop's bot or, with a slash, below the root. */
export async function request(
  simulator: Simulator,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const at = path.startsWith("/") ? path : `/api/bots/${BOT}/${path}`;
  const response = await fetch(simulator.url + at, {
    method,
    ...(body !== undefined && {
      headers: { "content-type": "application/json" },
      body: typeof body === "string" ? body : JSON.stringify(body),
    }),
  });
  const text = await response.text();
  const json = response.headers.get("content-type")?.includes("json") === true;
  return {
    status: response.status,
    body: json ? JSON.parse(text) : text,
    headers: response.headers,
  };
}

/** The body of a refusal with these codes, whatever its text. */
export function refused(code: number, subcode?: number): object {
  return {
    success: false,
    result: expect.any(String),
    error: { code, ...(subcode !== undefined && { subcode }) },
  };
}
