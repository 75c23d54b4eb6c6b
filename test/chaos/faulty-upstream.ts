import { type Answer, json, OK, type RecordingServer, startUpstream } from "../support/upstream.ts";

/** How the other side behaves. */
export type Weather = "calm" | "faults" | "down";

/** A call as the other side saw it. */
export interface SeenCall {
  readonly run: string;
  readonly step: string;
  readonly customer: string;
  /** Whether it was done, also when the answer got lost. */
  readonly done: boolean;
}

const DROPPED: Answer = (response) => void response.destroy();
const LATE: Answer = (response, arrival) => void setTimeout(() => OK(response, arrival), 150);
const HELD: Answer = () => undefined;

const FAULTS: readonly { readonly answer: Answer; readonly done: boolean }[] = [
  { answer: json(503, {}), done: false },
  { answer: json(429, {}, { "retry-after": "1" }), done: false },
  { answer: DROPPED, done: true },
  { answer: HELD, done: true },
  { answer: LATE, done: true },
];

/** A server that does what it is asked, and fails as the weather is. */
export class FaultyUpstream {
  readonly calls: SeenCall[] = [];
  weather: Weather = "calm";
  readonly #random: () => number;
  url = "";

  constructor(random: () => number) {
    this.#random = random;
  }

  async start(): Promise<this> {
    const server: RecordingServer = await startUpstream();
    this.url = server.url;
    server.answer = (response, arrival) => {
      const { answer, done } = this.#choose();
      this.calls.push({ ...(arrival.json as Omit<SeenCall, "done">), done });
      answer(response, arrival);
      // Nobody reads them here, and a long run has many.
      server.arrivals.length = 0;
    };
    return this;
  }

  #choose(): { readonly answer: Answer; readonly done: boolean } {
    if (this.weather === "down") return { answer: json(503, {}), done: false };
    const isFault = this.weather === "faults" && this.#random() < 0.25;
    const fault = isFault ? FAULTS[Math.floor(this.#random() * FAULTS.length)] : undefined;
    return fault ?? { answer: OK, done: true };
  }
}
