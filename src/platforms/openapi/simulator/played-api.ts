/** An API as the simulator plays it: what it is told of a document, as plain data and functions. */
import type { OpenapiPagination } from "../../../generated/openapi.ts";

/** An answer that a document describes. */
export interface PlayedAnswer {
  readonly status: number;
  /** Of its Content-Type; undefined where it has no body. */
  readonly type: string | undefined;
  readonly body: unknown;
}

/** One operation. */
export interface PlayedOperation {
  /** In capitals. */
  readonly method: string;
  /** With its parameters in braces: `/leads/{id}`. */
  readonly path: string;
  /** As faults and the log of calls name it: `crm.create_lead`. */
  readonly name: string;
  /** Parameters of the query that have to be there. */
  readonly askedQuery: readonly string[];
  /** What is wrong with a body of JSON, or with there being none; undefined where nothing is. */
  readonly wrongBody: (body: unknown) => string | undefined;
  readonly answer: () => PlayedAnswer;
  /** How its pages follow one another; undefined: it has none. */
  readonly pagination: OpenapiPagination | undefined;
}

/** The API of a connection. */
export interface PlayedApi {
  /** The connection's name, and the first part of the path. */
  readonly name: string;
  readonly operations: readonly PlayedOperation[];
}
