import { timeWithZone } from "../../../written-time.ts";
import { inventProfile, type Profile } from "../../simulator/invented-profile.ts";
import { Recent } from "../../simulator/recent.ts";
import { type Block, SILENT } from "./block.ts";
import { NameMap, NameSet } from "./names.ts";
import { normalizePhone } from "./phone.ts";
import type { BotSeed, UserSeed } from "./seed.ts";
import { SlidingWindow } from "./sliding-window.ts";

const RECEIVED_KEPT = 10_000;

/** One thing that a customer got, attributes filled in; the wire's names. */
export interface Received {
  /** ISO 8601, by the simulator's clock. */
  readonly at: string;
  readonly messages: readonly unknown[];
  /** The block it came from, when it came from one. */
  readonly block_name?: string;
  /** True when the block's JSON API block was answered with it. */
  readonly json_api?: boolean;
  readonly message_tag?: string;
}

/** A customer of one bot. */
export interface User {
  readonly id: string;
  readonly profile: Profile;
  tags: NameSet;
  readonly attributes: NameMap<unknown>;
  /** Milliseconds since 1970; undefined when the customer never wrote. */
  lastInteractionAt: number | undefined;
  reachable: boolean;
  readonly received: Recent<Received>;
}

/** One bot and all that belongs to it; users are found by id or by phone, never by a search. */
export class Bot {
  readonly id: string;
  /** Undefined until the first token comes. */
  token: string | undefined;
  /** By their names. */
  readonly blocks = new NameMap<Block>();
  readonly tags = new NameSet();
  readonly users = new Map<string, User>();
  readonly #userByPhone = new Map<string, User>();
  readonly limiter: SlidingWindow;

  constructor(id: string, requestsPerSecond: number) {
    this.id = id;
    this.limiter = new SlidingWindow(requestsPerSecond);
  }

  /** @param phone in the form of `normalizePhone` */
  userByPhone(phone: string): User | undefined {
    return this.#userByPhone.get(phone);
  }

  /** A customer who has just written, with an invented name. */
  addUser(id: string, now: number, phone: string | null = null): User {
    const user: User = {
      id,
      profile: { ...inventProfile(id), phone },
      tags: new NameSet(),
      attributes: new NameMap(),
      lastInteractionAt: now,
      reachable: true,
      received: new Recent(RECEIVED_KEPT),
    };
    this.users.set(id, user);
    if (phone !== null) this.#userByPhone.set(phone, user);
    return user;
  }

  /** Takes over what the seed says, and leaves the rest as it is. */
  apply(seed: BotSeed, now: number): void {
    this.token = seed.token ?? this.token;
    if (isNames(seed.blocks)) for (const name of seed.blocks) this.blocks.set(name, SILENT);
    else {
      for (const [name, block] of Object.entries(seed.blocks ?? {})) {
        this.blocks.set(name, { messages: block.messages ?? [], jsonApi: block.json_api });
      }
    }
    for (const tag of seed.tags ?? []) this.tags.add(tag);
    for (const [id, user] of Object.entries(seed.users ?? {})) {
      this.#applyUser(this.users.get(id) ?? this.addUser(id, now), user);
    }
  }

  #applyUser(user: User, seed: UserSeed): void {
    const { tags, attributes, last_interaction_at: last, reachable, phone, ...names } = seed;
    Object.assign(user.profile, names);
    if (phone !== undefined) this.#setPhone(user, phone);
    if (tags !== undefined) user.tags = new NameSet(tags);
    for (const tag of user.tags) this.tags.add(tag);
    for (const [name, value] of Object.entries(attributes ?? {})) user.attributes.set(name, value);
    if (last !== undefined) user.lastInteractionAt = last === null ? undefined : timeWithZone(last);
    user.reachable = reachable ?? user.reachable;
  }

  #setPhone(user: User, phone: string | null): void {
    const before = user.profile.phone;
    if (before !== null && this.#userByPhone.get(before) === user) this.#userByPhone.delete(before);
    user.profile.phone = phone === null ? null : (normalizePhone(phone) ?? null);
    if (user.profile.phone !== null) this.#userByPhone.set(user.profile.phone, user);
  }
}

/** What find user replies; the wire's names. */
export interface UserView extends Readonly<Profile> {
  readonly id: string;
  readonly tags: readonly string[];
  readonly attributes: Readonly<Record<string, unknown>>;
  /** ISO 8601, null for a customer who never wrote. */
  readonly last_interaction_at: string | null;
}

/** The user in that form. */
export function userView(user: User): UserView {
  return {
    id: user.id,
    ...user.profile,
    tags: [...user.tags],
    attributes: Object.fromEntries(user.attributes),
    last_interaction_at:
      user.lastInteractionAt === undefined ? null : new Date(user.lastInteractionAt).toISOString(),
  };
}

function isNames(blocks: BotSeed["blocks"]): blocks is readonly string[] {
  return Array.isArray(blocks);
}
