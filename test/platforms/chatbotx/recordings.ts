/** What was asked of a ChatbotX server and what it answered, and the same of any answer. */
import { readFileSync } from "node:fs";
import { type Simulator } from "#src/platforms/chatbotx/simulator/simulator.js";
import { AN, type Answer, read, TOKEN, WORKSPACE } from "./shop.ts";

/** A request as it was made. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** As curl's -F has it. */
  readonly form?: string;
  /** A character and how often it makes the text: the recording has it cut off. */
  readonly repeat?: readonly [string, number];
  readonly token?: "wrong" | "none" | "query" | "lower case";
}

/** One request with its answer. */
export interface Recorded extends Request {
  readonly n: number;
  readonly section: string;
  readonly answer: {
    readonly status: number;
    readonly type: "json" | "text" | "none";
    readonly code?: string;
    readonly defined?: boolean;
    readonly issues?: readonly { readonly code: string; readonly path: readonly unknown[] }[];
    readonly shape?: string;
    /** The recording ends before the answer does. */
    readonly partial?: boolean;
  };
  /** What the field in the path had afterwards. */
  readonly stored?: string;
}

type Shape = Readonly<Record<string, string>>;

const { shapes, requests }: { shapes: Readonly<Record<string, Shape>>; requests: Recorded[] } =
  JSON.parse(readFileSync("test/fixtures/chatbotx/recordings.json", "utf8"));

/** All of them, in the order in which they were made. */
export const recordings: readonly Recorded[] = requests;

/** A request in one line. */
export function labelOf({ method, path, form, body }: Recorded): string {
  return [method, path, form ?? body].filter(Boolean).join(" ");
}

/** Makes a request as it was made. */
export async function send(simulator: Simulator, request: Request): Promise<Answer> {
  const { method, token } = request;
  const newest = simulator.contact(WORKSPACE, AN)?.messages.at(-1)?.id ?? "";
  const path = request.path.replace("{newest}", newest);
  const body = bodyOf(request);
  const response = await fetch(
    `${simulator.baseUrl}${path}${token === "query" ? `?token=${TOKEN}` : ""}`,
    {
      method,
      headers: {
        ...request.headers,
        ...(token === undefined && { authorization: `Bearer ${TOKEN}` }),
        ...(token === "wrong" && { authorization: "Bearer another" }),
        ...(token === "lower case" && { authorization: `bearer ${TOKEN}` }),
      },
      ...(body !== undefined && { body }),
    },
  );
  return read(response);
}

function bodyOf({ form, repeat, body }: Request): FormData | string | undefined {
  if (repeat !== undefined) return JSON.stringify({ text: repeat[0].repeat(repeat[1]) });
  if (form === undefined) return body;
  const data = new FormData();
  const [name = "", value = ""] = form.split("=", 2);
  if (value.startsWith("@")) data.append(name, new File(["png"], "a.png", { type: "image/png" }));
  else data.append(name, value);
  return data;
}

/** What is compared of an answer, as the recording has it. */
export function recorded({ answer, stored }: Recorded): object {
  const { status, type, code, defined, issues, shape } = answer;
  return {
    status,
    type,
    ...(code !== undefined && { code, defined, issues }),
    ...(shape !== undefined && { shape: shapes[shape] }),
    ...(stored !== undefined && { stored }),
  };
}

/** The same of an answer that came; of a partial one, as far as the recording goes. */
export function seen({ answer, stored }: Recorded, got: Answer, value: string | undefined): object {
  const { code, defined, data } = (got.body ?? {}) as {
    code?: string;
    defined?: boolean;
    data?: { issues: { code: string; path: unknown[] }[] };
  };
  return {
    status: got.status,
    type: typeOf(got),
    ...(answer.code !== undefined && {
      code,
      defined,
      issues: data?.issues.map((issue) => ({ code: issue.code, path: issue.path })),
    }),
    ...(answer.shape !== undefined && {
      shape: answer.partial === true ? partOf(got.body, answer.shape) : shapeOf(got.body),
    }),
    ...(stored !== undefined && { stored: value }),
  };
}

function partOf(body: unknown, name: string): Shape {
  const known = shapes[name] ?? {};
  return Object.fromEntries(Object.entries(shapeOf(body)).filter(([path]) => path in known));
}

function typeOf({ headers }: Answer): string {
  const type = headers.get("content-type");
  if (type === null) return "none";
  return type.includes("json") ? "json" : "text";
}

/** The types at each path of a value; those of a list's items together. */
function shapeOf(value: unknown): Shape {
  const types = new Map<string, Set<string>>();
  const walk = (one: unknown, path: string): void => {
    const type = one === null ? "null" : Array.isArray(one) ? "array" : typeof one;
    types.set(path, (types.get(path) ?? new Set()).add(type));
    if (Array.isArray(one)) for (const item of one) walk(item, `${path}[]`);
    else if (typeof one === "object" && one !== null)
      for (const [key, item] of Object.entries(one)) walk(item, path ? `${path}.${key}` : key);
  };
  walk(value, "");
  return Object.fromEntries(
    [...types].map(([path, set]) => [path, [...set].toSorted().join("|")] as const),
  );
}
