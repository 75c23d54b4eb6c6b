import { onTestFinished, vi } from "vitest";

/** One event of the stream. */
export interface StreamedEvent {
  readonly name: string;
  readonly data: Record<string, unknown>;
  readonly id: string | undefined;
}

/** A client of `GET /api/v1/events`. */
export class EventReader {
  readonly events: StreamedEvent[] = [];
  readonly #end = new AbortController();

  /** Opens the stream of an admin listener; resolves once it listens. */
  static async open(url: string, query: string, lastId?: string): Promise<EventReader> {
    const reader = new EventReader();
    onTestFinished(() => reader.close());
    const response = await fetch(`${url}/api/v1/events?${query}`, {
      headers: lastId === undefined ? {} : { "last-event-id": lastId },
      signal: reader.#end.signal,
    });
    if (response.body === null || response.status !== 200)
      throw new Error(`answered ${response.status}`);
    void reader.#read(response.body).catch(() => undefined);
    return reader;
  }

  /** Resolves with the first event that a condition holds for. */
  when(condition: (event: StreamedEvent) => boolean): Promise<StreamedEvent> {
    return vi.waitFor(
      () => {
        const found = this.events.find(condition);
        if (found === undefined) throw new Error(`not yet: ${JSON.stringify(this.events)}`);
        return found;
      },
      { timeout: 20_000, interval: 10 },
    );
  }

  /** The id of the last event. */
  get lastId(): string | undefined {
    return this.events.findLast(({ id }) => id !== undefined)?.id;
  }

  close(): void {
    this.#end.abort();
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let text = "";
    for await (const piece of body) {
      text += decoder.decode(piece, { stream: true });
      const blocks = text.split("\n\n");
      text = blocks.pop() ?? "";
      for (const block of blocks) this.#keep(block);
    }
  }

  #keep(block: string): void {
    const fields = Object.fromEntries(
      block.split("\n").map((line) => {
        const at = line.indexOf(": ");
        return [line.slice(0, at), line.slice(at + 2)];
      }),
    );
    const { event, data, id } = fields;
    if (event === undefined) return;
    this.events.push({ name: event, data: JSON.parse(data ?? "{}"), id });
  }
}
