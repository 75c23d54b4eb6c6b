/** Questions to the other nodes on this journal, which answer them by what they have in memory. */
import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import type { Delivery, Reload } from "../../generated/admin-api.ts";
import type { ExactTerm } from "../../journal/erasure.ts";
import type { NodeRecord } from "../../journal/nodes.ts";
import type { Parcels } from "./peers.ts";
import type { AskedDeliveries } from "./run-query.ts";

/** What may be asked, and what each node answers. */
interface Topics {
  deliveries: { ask: AskedDeliveries; answer: readonly Delivery[] };
  /** Counts the deliveries of a person, or lets go of them. */
  person: { ask: { readonly term: ExactTerm; readonly forget: boolean }; answer: number };
  /** Reads flows and configuration again. */
  reload: { ask: null; answer: Reload };
}

/** How long answers may take, in milliseconds: somebody waits for them. Thousands of flows are read in seconds. */
const PATIENCE_MS = { deliveries: 1_000, person: 1_000, reload: 10_000 };

/** Who was not heard of for so long counts as gone, in milliseconds. */
const LEASE_MS = 3_000;

interface Question {
  readonly id: string;
  readonly topic: keyof Topics;
  readonly ask: unknown;
}

interface Answer {
  /** Of the question. */
  readonly id: string;
  /** The node that gives it, as the journal names it. */
  readonly node: string;
  readonly answer: unknown;
}

/** What came of a question. */
export interface Answers<Topic extends keyof Topics> {
  /** By the names of the nodes that gave them. */
  readonly answers: readonly { readonly node: string; readonly answer: Topics[Topic]["answer"] }[];
  /** Names of the nodes that live, as far as is known, and gave no answer in time. */
  readonly unanswered: readonly string[];
}

export interface NodeAsksOptions {
  readonly parcels: Parcels;
  /** The nodes on this journal. */
  readonly nodes: () => Promise<readonly NodeRecord[]>;
  /** This node's id in the journal. */
  readonly self: () => string;
  readonly logger: Logger;
}

export class NodeAsks {
  readonly #options: NodeAsksOptions;
  readonly #answerers = new Map<string, (ask: never) => Promise<unknown>>();
  readonly #waiting = new Map<string, (answer: Answer) => void>();
  /** The others, when the journal said so last. */
  #others: readonly NodeRecord[] = [];

  constructor(options: NodeAsksOptions) {
    this.#options = options;
    const { parcels, logger } = options;
    parcels.hear("question", (open, from) => {
      this.#reply(open, from).catch((err: unknown) => {
        logger.error({ err }, "a question of another daemon could not be answered");
      });
    });
    parcels.hear("answer", (open) => void this.#take(open));
  }

  /** Answers a topic from now on. */
  answer<Topic extends keyof Topics>(
    topic: Topic,
    answerer: (ask: Topics[Topic]["ask"]) => Promise<Topics[Topic]["answer"]>,
  ): void {
    this.#answerers.set(topic, answerer);
  }

  /** Asks the others, and waits until all have answered, or their time is over. */
  async ask<Topic extends keyof Topics>(
    topic: Topic,
    ask: Topics[Topic]["ask"],
  ): Promise<Answers<Topic>> {
    const silent = new Map((await this.#living()).map(({ id, name }) => [id, name]));
    const answers: { node: string; answer: Topics[Topic]["answer"] }[] = [];
    const id = randomUUID();
    if (silent.size > 0)
      await new Promise<void>((resolve) => {
        const late = setTimeout(resolve, PATIENCE_MS[topic]);
        this.#waiting.set(id, ({ node, answer }) => {
          const name = silent.get(node) ?? node;
          answers.push({ node: name, answer: answer as Topics[Topic]["answer"] });
          silent.delete(node);
          if (silent.size > 0) return;
          clearTimeout(late);
          resolve();
        });
        this.#options.parcels.send("question", { id, topic, ask } satisfies Question);
      });
    this.#waiting.delete(id);
    return { answers, unanswered: [...silent.values()] };
  }

  /**
   * Those besides this one; while the journal is away, as it was known before. Where this one can't be heard of
   * either, since the journal can't be written, those that were heard of as late as this one.
   */
  async #living(): Promise<readonly NodeRecord[]> {
    const all = await this.#options.nodes().catch(() => undefined);
    if (all === undefined) return this.#others;
    const self = all.find(({ isSelf }) => isSelf);
    const since = self?.isGone ? self.seenAt - LEASE_MS : Number.POSITIVE_INFINITY;
    this.#others = all.filter((one) => !one.isSelf && (!one.isGone || one.seenAt > since));
    return this.#others;
  }

  async #take(open: () => Promise<unknown>): Promise<void> {
    const answer = (await open()) as Answer | undefined;
    if (answer !== undefined) this.#waiting.get(answer.id)?.(answer);
  }

  async #reply(open: () => Promise<unknown>, from: string): Promise<void> {
    const question = (await open()) as Question | undefined;
    if (question === undefined) return;
    const answerer = this.#answerers.get(question.topic);
    // Those of a newer version may ask for more.
    if (answerer === undefined) return;
    const answer = await answerer(question.ask as never);
    const reply: Answer = { id: question.id, node: this.#options.self(), answer };
    this.#options.parcels.send("answer", reply, from);
  }
}
