import { asRecord, ControlError, onlyKnownKeys } from "../../simulator/control-error.ts";
import { Recent } from "../../simulator/recent.ts";
import { Refusal } from "./refusal.ts";

/** A message as it was sent; the wire's names. */
interface Message {
  readonly text: string;
  readonly silent: boolean;
  readonly thread?: number;
}

/** How a chat is, other than there. */
type Condition = "missing" | "blocked" | { readonly migrated_to: number };

/** So many messages in a row may come faster than one a second, as a short burst. */
const BURST = 3;

class Chat {
  readonly id: number;
  readonly messages = new Recent<Message & { readonly message_id: number; readonly at: string }>(
    10_000,
  );
  /** When the next message may come without being one of a burst, in milliseconds. */
  #due = 0;

  constructor(id: number) {
    this.id = id;
  }

  take(message: Message): object {
    const now = performance.now();
    const ahead = Math.max(this.#due, now) - now;
    if (ahead > BURST * 1_000)
      throw new Refusal(429, "Too Many Requests: retry after 3", { retry_after: 3 });
    this.#due = now + ahead + 1_000;
    const id = this.messages.total + 1;
    this.messages.push({ message_id: id, at: new Date().toISOString(), ...message });
    return { message_id: id, chat: { id: this.id }, date: Math.floor(Date.now() / 1_000) };
  }
}

/** What of a bot's chats is known, by what they are called. */
export class Chats {
  readonly #chats = new Map<string, Chat>();
  readonly #conditions = new Map<string, Condition>();

  /** @throws Refusal for a chat that takes nothing */
  find(id: unknown): Chat {
    const name = String(id);
    const condition = this.#conditions.get(name);
    if (condition === "missing" || !/^(@\w+|-?\d+)$/.test(name))
      throw new Refusal(400, "Bad Request: chat not found");
    if (condition === "blocked") throw new Refusal(403, "Forbidden: bot was blocked by the user");
    if (condition !== undefined)
      throw new Refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", {
        migrate_to_chat_id: condition.migrated_to,
      });
    const chat = this.#chats.get(name) ?? new Chat(this.#idOf(name));
    this.#chats.set(name, chat);
    return chat;
  }

  /** @throws ControlError */
  seed(value: unknown): void {
    const seed = asRecord(value, "the seed");
    onlyKnownKeys(seed, ["chats"], "the seed");
    for (const [id, condition] of Object.entries(asRecord(seed["chats"] ?? {}, "chats"))) {
      if (!isCondition(condition))
        throw new ControlError("invalid", 'a chat is "missing", "blocked" or {"migrated_to": ID}');
      this.#conditions.set(id, condition);
    }
  }

  clear(): void {
    this.#chats.clear();
    this.#conditions.clear();
  }

  /** What is named has an id, too. */
  #idOf(name: string): number {
    return name.startsWith("@") ? -1_000_000_000_001 - this.#chats.size : Number(name);
  }

  snapshot(): object {
    const chats = [...this.#chats].map(([id, { messages }]) => [id, messages.toArray()]);
    return { chats: Object.fromEntries(chats) };
  }
}

function isCondition(value: unknown): value is Condition {
  if (value === "missing" || value === "blocked") return true;
  return typeof asRecord(value, "a chat")["migrated_to"] === "number";
}
