/** What a call waits for before its attempt is recorded: what is on record as out goes out at once. */

import { ActionError } from "../../errors.ts";
import type { UsesStep } from "../../flows/compiled-flow.ts";
import type { CallSlots, Slot } from "../../outgoing/call-slots.ts";
import type { Place } from "../../outgoing/quota.ts";
import type { Connection, Pacing } from "../../platforms/action.ts";
import type { Frame, StepSurroundings } from "./frame.ts";

/** So many runs of a flow may wait in memory for one other side, however many others wait there. */
const FEW = 100;

/** A call that may go out. */
export interface Admitted {
  /** What it goes over, whatever a reload does meanwhile. */
  readonly connection: Connection | undefined;
  /** Under the connection's rate limit. */
  readonly place: Place | undefined;
  /** It has come to its end. */
  readonly leave: () => void;
}

/**
 * Lets a call go that has to wait for nothing: most of them.
 * @returns undefined when it has to wait
 * @throws CircuitOpen when the connection rests; ActionError when it is gone
 */
export function admitNow(step: UsesStep, input: unknown, frame: Frame): Admitted | undefined {
  const connection = connectionOf(step, frame.surroundings.connections);
  connection?.quota.circuit.check();
  const slots = slotsOf(step, input, connection, frame);
  if (slots?.isFree === false || paceOf(step, input, connection) !== undefined) return undefined;
  const place = connection?.quota.tryAcquire();
  if (connection !== undefined && place === undefined) return undefined;
  const slot = slots?.ask(frame.context.run.flow);
  return { connection, place, leave: () => slot?.leave() };
}

/**
 * Waits for the connection's circuit, for the pace of the input, for a slot, then for a place under the rate limit. The
 * slot comes before the place: who has a place goes at once, so that a slow platform's return is no burst.
 * @throws CircuitOpen when the connection rests; ActionError when it is gone; Interruption
 */
export async function admit(step: UsesStep, input: unknown, frame: Frame): Promise<Admitted> {
  // A reload may put another one in its place, also while it is waited for.
  const current = () => connectionOf(step, frame.surroundings.connections);
  for (;;) {
    const connection = current();
    connection?.quota.circuit.check();
    const pace = paceOf(step, input, connection);
    await waitForPace(pace, frame);
    let slot: Slot | undefined;
    const leave = () => {
      slot?.leave();
      pace?.leave?.();
    };
    try {
      slot = await slotOf(() => slotsOf(step, input, connection, frame), frame);
      const place = connection && (await placeUnderLimit(connection, frame));
      if (connection === current()) return { connection, place, leave };
    } catch (error) {
      leave();
      throw error;
    }
    leave();
  }
}

function slotsOf(
  { action }: UsesStep,
  input: unknown,
  connection: Connection | undefined,
  { surroundings }: Frame,
): CallSlots | undefined {
  return connection?.slots ?? action.slots?.(input, surroundings.outbound);
}

function paceOf(
  { action }: UsesStep,
  input: unknown,
  connection: Connection | undefined,
): Pacing | undefined {
  return connection && action.pace?.(input, connection);
}

async function waitForPace(pace: Pacing | undefined, frame: Frame): Promise<void> {
  if (pace === undefined) return;
  if (pace.waiting >= FEW) await frame.context.waits.makeRoom(frame.deadline);
  let isMine = false;
  try {
    await restUntil(async (signal) => {
      await pace.acquire(signal);
      isMine = true;
    }, frame);
  } catch (error) {
    // The turn had come, and the run ended at that moment.
    if (isMine) pace.leave?.();
    throw error;
  }
}

async function slotOf(
  slots: () => CallSlots | undefined,
  { context, deadline }: Frame,
): Promise<Slot | undefined> {
  const { flow } = context.run;
  if ((slots()?.waitingOf(flow) ?? 0) >= FEW) await context.waits.makeRoom(deadline);
  const slot = slots()?.ask(flow);
  if (slot?.turn === undefined) return slot;
  const { turn } = slot;
  try {
    await context.waits.rest(turn, deadline);
  } catch (error) {
    slot.leave();
    throw error;
  }
  return slot;
}

async function placeUnderLimit(connection: Connection, frame: Frame): Promise<Place> {
  const place = connection.quota.tryAcquire() ?? (await acquire(connection, frame));
  connection.quota.circuit.check();
  return place;
}

/** Waits for a place under the connection's rate limit, and for the end of its pause. @throws Interruption */
export function acquire(
  { quota }: Connection,
  frame: Pick<Frame, "context" | "deadline">,
): Promise<Place> {
  return restUntil((signal) => quota.acquire(signal), frame);
}

/** Gives up its seat while it waits. @throws Interruption */
async function restUntil<Got>(
  wait: (signal: AbortSignal) => Promise<Got>,
  { context, deadline }: Pick<Frame, "context" | "deadline">,
): Promise<Got> {
  const leaving = new AbortController();
  const waiting = wait(leaving.signal);
  try {
    await context.waits.rest(waiting, deadline);
    return await waiting;
  } catch (error) {
    // With a reason: without one an error of its own would be made each time.
    leaving.abort(error);
    throw error;
  }
}

/**
 * The connection that the step names, if its action needs one.
 * @throws ActionError `no_connection` when a reload has removed it
 */
function connectionOf(
  { connection }: UsesStep,
  connections: StepSurroundings["connections"],
): Connection | undefined {
  if (connection === undefined) return undefined;
  const found = connections.get(connection);
  if (found !== undefined) return found;
  throw new ActionError("unavailable", `there is no connection "${connection}" any more`, {
    code: "no_connection",
    hint: "a reload has removed it; put it back into ahaflow.yaml, and the next try finds it",
  });
}
