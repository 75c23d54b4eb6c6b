/** Deliveries that started no run, as they are kept for whoever looks for them. */
import type { WebhookPayload } from "./records.ts";
import type { SearchTerms } from "./search-terms.ts";
import { searchText } from "./search-text.ts";

/** One mistake of a payload, at a JSON pointer into the body. */
interface Mistake {
  readonly pointer: string;
  readonly message: string;
}

/** A refusal, or several of one kind of which the last is told. */
export interface RefusedDelivery {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The flow that listens on the path; undefined when none does. */
  readonly flow: string | undefined;
  readonly method: string;
  /** The flow's, with the names of its parameters; else the one that was asked for. */
  readonly path: string;
  readonly requestId: string | undefined;
  /** The HTTP status and the error that were answered. */
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly details: readonly Mistake[] | undefined;
  /** How many refusals this stands for, itself included. */
  readonly count: number;
  /** What came, secrets masked; undefined when it is not kept. */
  readonly payload: WebhookPayload | undefined;
  /** The body as text, where it could not be parsed. */
  readonly bodyText: string | undefined;
}

/** What is found of a refusal. */
export function refusalText({
  payload,
  bodyText,
  message,
  details,
  path,
}: RefusedDelivery): string {
  return searchText([payload, bodyText, message, details, path]);
}

export interface StoredRefusal extends RefusedDelivery {
  readonly id: number;
}

/** Which refusals are given, newest first. Times are milliseconds since 1970. */
export interface RefusalQuery {
  readonly flow?: string;
  /** Names that the flow had before. */
  readonly was?: readonly string[];
  readonly since?: number;
  readonly until?: number;
  readonly limit: number;
  /** Only those kept before the one with this id. */
  readonly before?: number;
  readonly terms?: SearchTerms;
}

/** Keeps the newest refusals, a bounded number of them. */
export interface RefusalStore {
  /** @throws AhaflowError while the disk can't be written: nobody waits for it */
  refuse(refused: RefusedDelivery): Promise<void>;
  refusals(query: RefusalQuery): Promise<StoredRefusal[]>;
}
