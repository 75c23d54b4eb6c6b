/** Requests of a platform that start no run: it fetches what an action has kept for it. */

/** Messages that an action has kept ({@link ActionContext.keepMessages}). */
export interface KeptMessages {
  /** Those of an id; undefined when there are none, or not any more. */
  readonly findMessages: (id: string) => Promise<unknown>;
  readonly forgetMessages: (id: string) => Promise<void>;
}

/** A path of the webhook listener that is the platform's own. */
export interface PlatformRoute {
  /** Matches whole paths below `/ahaflow/`, where no flow listens; its first group is the id of what is asked for. */
  readonly path: RegExp;
  /** OPTIONS only asks, and is answered without it. */
  readonly methods: readonly string[];
  /** Answers a request; those for the same id go one after the other. */
  answer(request: RouteRequest, kept: KeptMessages): Promise<RouteAnswer>;
}

export interface RouteRequest {
  readonly id: string;
  readonly method: string;
}

/** What is answered: JSON with 200, or a refusal. */
export type RouteAnswer =
  | {
      readonly body: unknown;
      /** Done when the answer has gone out whole. */
      readonly sent?: () => Promise<void>;
    }
  | { readonly status: number; readonly code: string; readonly message: string };
