/** The daemons that share a journal, as the journal knows them. */
import type { NotReadyReason, Problem } from "../generated/admin-api.ts";

/** What a node tells of itself. */
export interface NodeAbout {
  /** The program's. */
  readonly version: string;
  /** The git commit of its flows, with a `+` at its end when what was read differs; null where there is none. */
  readonly commit: string | null;
  /** How many flows are live. */
  readonly flows: number;
  /** Its webhook listener's own address; null until it listens. */
  readonly webhookUrl: string | null;
  /** Whether the newest files are live, or have mistakes and those of before go on. */
  readonly reload: "loaded" | "refused";
  /** When that was found out: ISO 8601, UTC. */
  readonly reloadedAt: string;
  /** How many mistakes they have, and the first of them; secrets are masked. */
  readonly mistakes: number;
  readonly problems: readonly Problem[];
  /** Why it takes no webhooks; empty while it does. */
  readonly reasons: readonly NotReadyReason[];
}

/** A node: a daemon from its start, or its return, to its end. */
export interface NodeRecord {
  readonly id: string;
  /** What people call it. */
  readonly name: string;
  /** What it has told so far: a new one nothing yet, one of another version maybe less. */
  readonly about: Partial<NodeAbout>;
  /** Since when it is one of them, and when it was heard of last, in milliseconds since 1970. */
  readonly startedAt: number;
  readonly seenAt: number;
  /** Nobody has heard of it for so long that others go on with its runs. */
  readonly isGone: boolean;
  /** Runs that it works on, also those that wait in its memory for a moment; of one that is gone, those that nobody else has yet. */
  readonly runs: number;
  /** It is the daemon that was asked. */
  readonly isSelf: boolean;
}
