/** Why a step failed, and what to do about it: one entry for each reason of the closed list (src/errors.ts). */
import type { RunError } from "../../../../src/generated/admin-api.ts";

export const reasons: Record<RunError["reason"], { name: string; what: string; todo: string }> = {
  outside_window: {
    name: "Outside the 24-hour window",
    what: "The customer last wrote more than 24 hours ago, so the platform takes no message.",
    todo: "A replay fails again until the customer writes. Reach them by phone, SMS, e-mail or Zalo; in the flow, catch outside_window and use another channel.",
  },
  user_unavailable: {
    name: "Customer can't be reached",
    what: "The customer has blocked the page or closed the account.",
    todo: "No replay helps. Reach them another way, if they want that at all.",
  },
  not_found: {
    name: "Not found",
    what: "The other side doesn't know this customer, block or address.",
    todo: "Look at the step's input: is the id or the phone right, and of this bot? Mend it and go on with corrected input.",
  },
  invalid_request: {
    name: "Refused as wrong",
    what: "The other side refused what was sent, or the step's input could not be made.",
    todo: "Look at the message and the step's input. A wrong payload: go on with corrected input. A mistake in the flow: mend it in git, then replay from this step.",
  },
  bad_credentials: {
    name: "Wrong token",
    what: "The other side doesn't take the connection's token.",
    todo: "Put the right token into the environment and reload or restart. Then replay these runs in bulk.",
  },
  forbidden: {
    name: "Not allowed",
    what: "The token is right, but may not do this, or the page was blocked for abuse.",
    todo: "Look at the rights of the token and at the page's state in Meta Business. Then replay.",
  },
  rate_limited: {
    name: "Too many calls",
    what: "The other side took no more calls, also after all tries.",
    todo: "Replay when it is calmer. If it happens often, lower rate_limit of the connection.",
  },
  unavailable: {
    name: "Other side was down",
    what: "The other side answered with an error of its own, or not at all, also after all tries.",
    todo: "Wait until its connection is well again, then replay these runs in bulk.",
  },
  timeout: {
    name: "No answer in time",
    what: "The call went out and no answer came. It may have arrived.",
    todo: "Look whether the customer got it before you replay from this step: they could get it twice.",
  },
  circuit_open: {
    name: "Connection rests",
    what: "After many failures, no calls are made over this connection for a while.",
    todo: "It tries again by itself. When the connection is well again, replay these runs in bulk.",
  },
  interrupted: {
    name: "Interrupted",
    what: "The daemon ended while the call was out. It may have arrived.",
    todo: "Look whether the customer got it before you replay from this step: they could get it twice.",
  },
  cancelled: {
    name: "Cancelled",
    what: "Somebody cancelled it, or the run that called it has ended.",
    todo: "Replay if it should be done after all.",
  },
};

/** Ends that share the reason `cancelled`, by their code: the flow said so, and nobody cancelled anything. */
export const ends = {
  stopped: {
    name: "Stopped by the flow",
    what: "A stop step of the flow ended the run as failed.",
    todo: "Its reason says why. Mend what it complains of, then replay; or change the flow, if it stops too early.",
  },
  dropped: {
    name: "Dropped",
    what: "Other runs of its concurrency key took all places, and the flow drops what comes then (when_full: drop).",
    todo: "Nothing, if the flow means it so. Else let the flow queue (when_full: queue) or raise limit, and replay.",
  },
  superseded: {
    name: "A newer run took its place",
    what: "A newer run with the same concurrency key ended it, as the flow wants it (when_full: restart).",
    todo: "Nothing, if the flow means it so: the message names the newer run. Else let the flow queue (when_full: queue) or raise limit, and replay.",
  },
  flow_timeout: {
    name: "Time of the flow is over",
    what: "The run took longer than the timeout of its flow, waits included.",
    todo: "Look which step took the time. Replay from there, or raise timeout in the flow.",
  },
};
