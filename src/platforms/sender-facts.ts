/** What is known of somebody who sends webhooks besides their shape: docs/senders.md has it for people. */
import type { Accepted, Auth, Credential, Handshake, Trial } from "../generated/flow.ts";

/** What `credentials` of a webhook says, by name; the schema of the kind has let it through. */
export type Credentials = Readonly<Record<string, Credential | undefined>>;

export interface SenderFacts {
  /** The method by which it comes. Default POST. */
  readonly method?: "GET" | "POST";
  /** Ways in, any of which is enough, in the language of `auth`; undefined: it has no credential of its own. */
  waysIn?(credentials: Credentials): readonly Auth[];
  /** The handshake that it asks for when its token is among the credentials. */
  handshake?(credentials: Credentials): Handshake | undefined;
  readonly trials?: readonly Trial[];
  /** What it is answered where a flow says nothing; undefined: as any other sender. */
  readonly accepted?: Accepted;
  /** What it takes for a success; undefined: any 2xx. */
  readonly success?: Success;
  /** What it wants to hear of a repeat, where that is something else. */
  readonly repeated?: Accepted;
  readonly resends?: Resends;
  /** The list in the body, each entry of which is an event of its own. */
  readonly items?: string;
  /** Fields of the body that are texts with JSON in them; flows read what is in it. */
  readonly jsonFields?: readonly string[];
  /** Headers of the made-up delivery. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly documented?: Documented;
}

/** An answer after which it does not send again. */
export interface Success {
  readonly status: number;
  /** Fields that the body has to have, with the values that count; an empty list: any. */
  readonly fields?: Readonly<Record<string, readonly unknown[]>>;
}

/** How often it sends again what was not answered to its liking. */
export interface Resends {
  /** Pauses before each further try, such as `5s`; undefined: it is not known. */
  readonly pauses?: readonly string[];
  /** What is known, for people. */
  readonly words: string;
}

/** Where what is known of it comes from. */
export interface Documented {
  readonly auth: Known;
  readonly answer: Known;
  readonly resends: Known;
  /** Where it stands. */
  readonly source: string;
  /** When that was read, as `2026-11-28`. */
  readonly read: string;
  /** What its pages contradict one another in, or leave open: sentences. */
  readonly doubts?: readonly string[];
}

/**
 * How sure a fact is: documented by its maker, said by others, tried with its maker's own package or example,
 * assumed.
 */
export type Known = "doc" | "3rd" | "ran" | "?";
