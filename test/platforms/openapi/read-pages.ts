/** An operation with pages, for tests, and answers that make them. */
import { type Answer, json, type RecordingServer } from "../recording-server.ts";
import { command, flow } from "./run-flow.ts";

const TEXT = { type: "string" };
/** A list. */
export const ENTRIES = {
  type: "array",
  items: { type: "object", properties: { id: { type: "integer" } } },
};
/** A list in a field, and all that can be said of the next page. */
export const WRAPPED = {
  type: "object",
  properties: {
    data: ENTRIES,
    meta: {
      type: "object",
      properties: {
        next: { type: ["string", "integer", "null"] },
        more: { type: "boolean" },
        total: { type: "integer" },
      },
    },
  },
};

/** What is read. */
export interface Case {
  readonly pagination: string;
  readonly more?: string;
  readonly with?: string;
  readonly method?: string;
  /** Schema of the answer. */
  readonly answer?: object;
  /** Of the command. */
  readonly flags?: readonly string[];
}

/** Reads `api.list` of a server in a flow that ends with what came of it. @returns what `ahaflow run` printed */
export function readPages(server: RecordingServer, given: Case): Promise<string> {
  const { pagination, more = "", method = "get", answer = WRAPPED, flags = [] } = given;
  const query = ["page", "cursor", "offset", "key"].map((name) => ({
    name,
    in: "query",
    schema: name === "cursor" || name === "key" ? TEXT : { type: "integer" },
  }));
  const content = { "application/json": { schema: answer } };
  const operation = {
    operationId: "list",
    parameters: query,
    ...(method === "post" && {
      requestBody: {
        content: {
          "application/json": {
            schema: { type: "object", properties: { after: TEXT, text: TEXT } },
          },
        },
      },
    }),
    responses: { "200": { content } },
  };
  const document = {
    openapi: "3.1.0",
    components: { securitySchemes: { Key: { type: "apiKey", in: "query", name: "key" } } },
    security: [{ Key: [] }],
    paths: { "/list": { [method]: operation } },
  };
  const input = given.with === undefined ? "" : `, with: ${given.with}`;
  const files = {
    "ahaflow.yaml": `connections: { api: { type: openapi, document: api.json, server: "${server.url}/v1", auth: { Key: the-key-of-tests }, operations: { list: { ${more} pagination: { ${pagination} } } } } }\noutbound: { allow: [127.0.0.1] }\n`,
    "api.json": JSON.stringify(document),
    "flows/a.yaml": flow(
      `{ id: all, uses: api.list${input}, retry: { attempts: 2, delay: 1ms } }`,
      '{ set: { told: "ids {{#each steps.all.output.items}}{{id}} {{/each}}pages {{steps.all.output.pages}} more {{steps.all.output.more}}" } }',
    ),
  };
  return command(files, "run", "a", ...flags);
}

/** Answers by the number of the call, from 1; the last one for all that follow. */
export const inTurn =
  (server: RecordingServer, ...answers: Answer[]): Answer =>
  (response, arrival) => {
    const answer = answers[Math.min(server.arrivals.length, answers.length) - 1];
    answer?.(response, arrival);
  };

/** Entries. */
export const ids = (...all: number[]) => all.map((id) => ({ id }));

/** An answer as {@link WRAPPED} has it. */
export const page = (entries: object[] | null, meta: object = {}) =>
  json(200, { data: entries, meta });

/** The settings of a cursor in that. */
export const CURSOR = "by: cursor, next: meta.next, parameter: cursor, items: data";
