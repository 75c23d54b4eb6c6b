import { isWhole } from "../../canonical-text.ts";
import { isJsonObject } from "../../documents/json-object.ts";
import { parseBody } from "../parse-body.ts";
import type { WebhookRequest } from "../webhook.ts";
import { WebhookRejection } from "../webhook-rejection.ts";

/** What a request brings for whoever asks who sent it; its body is read when somebody asks for a field. */
export class Sent {
  readonly request: WebhookRequest;
  #body: { readonly value: unknown } | undefined;

  constructor(request: WebhookRequest) {
    this.request = request;
  }

  /** The header of a name in any case; one that came twice is both, with a comma between. */
  header(name: string): string | undefined {
    const value = this.request.headers[name.toLowerCase()];
    return typeof value === "string" ? value : undefined;
  }

  /** The parameter of the query, if it came once. */
  parameter(name: string): string | undefined {
    const given = new URLSearchParams(this.request.query).getAll(name);
    return given.length === 1 ? given[0] : undefined;
  }

  /** The body; undefined where it can't be read. The fields of a form are texts. */
  get body(): unknown {
    this.#body ??= { value: readBody(this.request) };
    return this.#body.value;
  }

  /** What stands at a path of the body, as `data.id`; the path "" is the body. */
  at(path: string): unknown {
    if (path === "") return this.body;
    return path.split(".").reduce<unknown>(partOf, this.body);
  }

  /** A field of the body as text; undefined for one that has none. */
  field(path: string): string | undefined {
    return textOf(this.at(path));
  }
}

/** A text, a number as JavaScript writes it, or a boolean; undefined for anything else. */
export function textOf(value: unknown): string | undefined {
  // Bytes that stand for half a character would stand for all other halves.
  if (typeof value === "string") return isWhole(value) ? value : undefined;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

function partOf(value: unknown, name: string): unknown {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function readBody({ headers, body }: WebhookRequest): unknown {
  try {
    return parseBody(headers["content-type"], body);
  } catch (error) {
    if (error instanceof WebhookRejection) return undefined;
    throw error;
  }
}
