import type { RunStore } from "../../journal/ports.ts";

/** Messages that are kept to be fetched, once. */
export function createMessages() {
  const messages = new Map<string, { readonly messages: unknown; readonly until: number }>();
  return {
    async putMessages(id: string, content: unknown, until: number) {
      messages.set(id, { messages: structuredClone(content), until });
    },
    async takeMessages(id: string, now: number) {
      const found = messages.get(id);
      messages.delete(id);
      return found !== undefined && found.until > now ? found.messages : undefined;
    },
  } satisfies Partial<RunStore>;
}
