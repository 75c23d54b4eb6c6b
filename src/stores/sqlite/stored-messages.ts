import type { Changes, Reads } from "../asks.ts";
import type { Driver } from "./driver.ts";

/** Expired messages that one new one removes at most. */
const FORGET_AT_ONCE = 100;

/** Messages that wait to be fetched. */
export function openMessages(database: Driver) {
  const insert = database.prepare("INSERT INTO messages (id, body, expires_at) VALUES (?, ?, ?)");
  const remove = database.prepare("DELETE FROM messages WHERE id = ?");
  const forget = database.prepare(
    `DELETE FROM messages WHERE id IN
       (SELECT id FROM messages WHERE expires_at <= ? LIMIT ${FORGET_AT_ONCE})`,
  );
  return {
    putMessages({ id, body, until }: Changes["putMessages"]["ask"]): null {
      forget.run(Date.now());
      insert.run(id, body, until);
      return null;
    },
    forgetMessages({ id }: Changes["forgetMessages"]["ask"]): null {
      remove.run(id);
      return null;
    },
  };
}

/** Looks at them. */
export function openMessageReads(database: Driver) {
  const select = database.prepare("SELECT body FROM messages WHERE id = ? AND expires_at > ?");
  return {
    messages({ id, now }: Reads["messages"]["ask"]): string | undefined {
      return (select.get(id, now) as { body: string } | undefined)?.body;
    },
  };
}
