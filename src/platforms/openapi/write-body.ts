/** The body of a request, as its type asks for it. */
import { randomUUID } from "node:crypto";
import { isJsonObject, type JsonObject } from "../../documents/json-object.ts";
import { headerValue } from "../../outgoing/request-headers.ts";
import type { Parameter } from "./parameters.ts";
import { child, objectOf } from "./part.ts";
import type { RequestBody } from "./request-body.ts";
import { encoded, queryPairs, textOf } from "./styles.ts";

/** What is sent, and its Content-Type; nothing where no body is. */
export interface WrittenBody {
  readonly body?: string | Buffer;
  readonly type?: string;
}

type Input = Readonly<Record<string, unknown>>;

/** Writes what an input says of the body. */
export function writeBody(
  body: RequestBody,
  input: Input,
  parameters: readonly Parameter[],
): WrittenBody {
  const value = valueOf(body, input, parameters);
  if (value === undefined) return {};
  const { kind, type } = body;
  switch (kind) {
    case "json":
      return { body: JSON.stringify(value), type };
    case "form":
      return { body: formText(body, value), type };
    case "multipart":
      return multipart(body, value);
    case "text":
      return { body: textOf(value), type };
    case "bytes":
      return { body: fileOf(value).bytes, type: fileOf(value).type ?? type };
  }
}

/** The value of the body; undefined where nothing of it is given and it may be missing. */
function valueOf(
  { fields, additional, required }: RequestBody,
  input: Input,
  parameters: readonly Parameter[],
): unknown {
  if (fields === undefined) return input["body"];
  const others = new Set(parameters.map(({ key }) => key));
  const given = Object.entries(input).filter(
    ([name, value]) =>
      value !== undefined &&
      !others.has(name) &&
      (fields.includes(name) || additional !== undefined),
  );
  return given.length === 0 && !required ? undefined : Object.fromEntries(given);
}

function formText({ encoding }: RequestBody, value: unknown): string {
  if (!isJsonObject(value)) return encoded(textOf(value));
  const pairs = Object.entries(value).flatMap(([name, one]) => {
    const { style, explode, allowReserved, contentType } = objectOf(child(encoding, name));
    // Nothing said: what has parts goes out as most servers of forms read it.
    const isPlain = style === undefined && contentType === undefined;
    const isDeep = isPlain && typeof one === "object" && one !== null && !isFlatList(one);
    return queryPairs(
      {
        name,
        style: isDeep ? "deepObject" : ((style as Parameter["style"]) ?? "form"),
        explode: typeof explode === "boolean" ? explode : style === undefined || style === "form",
        allowReserved: allowReserved === true,
        isJson: typeof contentType === "string" && typeof one === "object",
      },
      one,
    );
  });
  return pairs.map(([name, one]) => `${name}=${one}`).join("&");
}

function isFlatList(value: object): boolean {
  return Array.isArray(value) && value.every((one) => typeof one !== "object" || one === null);
}

/** As RFC 7578 has it; names as browsers write them. */
function multipart({ encoding }: RequestBody, value: unknown): WrittenBody {
  const boundary = `ahaflow-${randomUUID()}`;
  const fields = Object.entries(isJsonObject(value) ? value : { body: value });
  const chunks = fields.flatMap(([name, one]) => {
    const { contentType } = objectOf(child(encoding, name));
    const type = typeof contentType === "string" ? contentType.split(",", 1)[0] : undefined;
    return (Array.isArray(one) ? one : [one]).flatMap((part) => [
      Buffer.from(`--${boundary}\r\n${partHeaders(name, part, type)}\r\n`),
      fileOf(part).bytes,
      Buffer.from("\r\n"),
    ]);
  });
  const body = Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)]);
  return { body, type: `multipart/form-data; boundary=${boundary}` };
}

function partHeaders(name: string, part: unknown, type: string | undefined): string {
  const { filename = isFile(part) ? name : undefined, type: own } = fileOf(part);
  const kind = own ?? type ?? (isFile(part) ? "application/octet-stream" : undefined);
  const written =
    kind ?? (typeof part === "object" && part !== null ? "application/json" : undefined);
  const file = filename === undefined ? "" : `; filename="${inQuotes(filename)}"`;
  const disposition = `Content-Disposition: form-data; name="${inQuotes(name)}"${file}\r\n`;
  return written === undefined
    ? disposition
    : `${disposition}Content-Type: ${headerValue("content-type", written)}\r\n`;
}

function inQuotes(text: string): string {
  return text.replaceAll(/["\r\n]/g, encodeURIComponent);
}

interface WrittenFile {
  readonly bytes: Buffer;
  readonly filename?: string;
  readonly type?: string;
}

/** Whether a value is a file as an input writes it. */
function isFile(value: unknown): value is JsonObject {
  return isJsonObject(value) && typeof value["base64"] === "string";
}

function fileOf(value: unknown): WrittenFile {
  if (!isFile(value)) return { bytes: Buffer.from(textOf(value)) };
  const { base64, filename, content_type } = value;
  return {
    bytes: Buffer.from(String(base64), "base64"),
    ...(typeof filename === "string" && { filename }),
    ...(typeof content_type === "string" && { type: content_type }),
  };
}
