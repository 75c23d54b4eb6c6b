import type { RunStore } from "../../journal/ports.ts";

/** Messages that are kept to be fetched. */
export function createMessages() {
  const messages = new Map<string, { readonly messages: unknown; readonly until: number }>();
  return {
    async putMessages(id: string, content: unknown, until: number) {
      messages.set(id, { messages: structuredClone(content), until });
    },
    async messages(id: string, now: number) {
      const found = messages.get(id);
      return found !== undefined && found.until > now ? structuredClone(found.messages) : undefined;
    },
    async forgetMessages(id: string) {
      messages.delete(id);
    },
  } satisfies Partial<RunStore>;
}
