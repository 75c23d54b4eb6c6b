import { randomUUID } from "node:crypto";
import type { Dialect } from "./dialect.ts";
import { badToken } from "./refusal.ts";
import { type Contact, type Token, Workspace } from "./workspace.ts";

/** Ids look like the server's: long decimal numbers that grow. */
const FIRST_ID = 11_800_000_000_000_000n;

const UPSERT_GAP_MS = 50;

/** What a call's token leads to. */
export interface Access {
  readonly workspace: Workspace;
  readonly token: Token;
}

/**
 * What the simulated server knows. Its clock is the real one plus what it was advanced by; windows
 * and the times in answers go by it, rate limits keep real time. With `open`, workspaces and
 * contacts come into being when they are first named.
 */
export class State {
  readonly open: boolean;
  readonly dialect: Dialect;
  readonly workspaces = new Map<string, Workspace>();
  /** How long a delivery takes after its 204, in milliseconds. */
  deliveryMs = 0;
  /** Between the look for a person and the making of one, in an upsert: room for another call. */
  upsertGapMs = UPSERT_GAP_MS;
  #aheadMs = 0;
  #lastId = FIRST_ID;

  constructor(open: boolean, dialect: Dialect) {
    this.open = open;
    this.dialect = dialect;
  }

  /** The simulator's clock, milliseconds since 1970. */
  now(): number {
    return Date.now() + this.#aheadMs;
  }

  advance(ms: number): void {
    this.#aheadMs += ms;
  }

  /** Forgets everything, the advanced clock too. */
  clear(): void {
    this.workspaces.clear();
    this.deliveryMs = 0;
    this.upsertGapMs = UPSERT_GAP_MS;
    this.#aheadMs = 0;
  }

  /** The workspace of that name, made where there is none. */
  workspace(name: string): Workspace {
    const known = this.workspaces.get(name);
    if (known !== undefined) return known;
    const made = new Workspace(name, () => String((this.#lastId += 1n)), this.now());
    this.workspaces.set(name, made);
    return made;
  }

  /** @throws Refusal INVALID_CHATBOT_TOKEN */
  authenticate(text: string | undefined): Access {
    if (text === undefined || text === "") throw badToken(this.dialect);
    for (const workspace of this.workspaces.values()) {
      const token = workspace.tokens.find((one) => one.text === text);
      if (token !== undefined) return { workspace, token };
    }
    const untaken = [...this.workspaces.values()].find(({ tokens }) => tokens.length === 0);
    if (untaken === undefined && !this.open) throw badToken(this.dialect);
    const workspace = untaken ?? this.workspace(`workspace ${this.workspaces.size + 1}`);
    const token: Token = { text, permission: "full", scopes: null };
    workspace.tokens = [token];
    if (untaken === undefined) {
      addInbox(workspace, "Messenger", "messenger", this.now());
      addInbox(workspace, "Website", "webchat", this.now());
    }
    return { workspace, token };
  }
}

/** Gives a workspace a channel. */
export function addInbox(workspace: Workspace, name: string, channel: string, now: number): void {
  const id = workspace.nextId();
  const sourceId = `${channel}-${id}`;
  workspace.inboxes.set(id, { id, name, channel, sourceId, createdAt: now, sendError: null });
}

/** Puts a contact on a channel. */
export function joinInbox(
  workspace: Workspace,
  contact: Contact,
  inboxId: string,
  more: {
    readonly id?: string;
    readonly sourceId?: string;
    readonly source?: string;
    readonly lastIncomingAt?: number | null;
    readonly isReal?: boolean;
  } = {},
): void {
  const channel = workspace.inboxes.get(inboxId)?.channel ?? "webchat";
  contact.inboxes.push({
    id: more.id ?? workspace.nextId(),
    inboxId,
    sourceId: more.sourceId ?? randomUUID(),
    source: more.source ?? (channel === "webchat" ? "webchat" : "direct"),
    lastIncomingAt: more.lastIncomingAt ?? null,
    isReal: more.isReal ?? true,
  });
}
