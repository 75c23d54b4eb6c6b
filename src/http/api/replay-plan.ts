/** What a replay would do, without doing it. */

import type { TriggerEvent } from "../../engine/accept/submit.ts";
import type { FlowSource, TriggeredFlow } from "../../flows/compiled-flow.ts";
import { flowChanges } from "../../flows/flow-changes.ts";
import { outline } from "../../flows/outline.ts";
import { withInner } from "../../flows/step-tree.ts";
import type { ReplayPlan } from "../../generated/admin-api.ts";
import type { RunStore } from "../../journal/ports.ts";
import type { RunRecord, StepRecord } from "../../journal/records.ts";
import type { RunSearch } from "../../journal/run-search.ts";
import { iso } from "../../journal/shown-step.ts";
import type { Action } from "../../platforms/action.ts";
import { actions } from "../../platforms/installed.ts";
import { type MessageWindow, messageWindow } from "./message-window.ts";
import { linkView } from "./run-view.ts";

export interface ReplayPlanOptions {
  readonly store: RunStore & RunSearch;
  /** The git commit of the flows of now. */
  readonly commit: () => string | undefined;
}

/** @param event what would be submitted */
export async function replayPlan(
  first: { readonly run: RunRecord; readonly steps: readonly StepRecord[] },
  flow: TriggeredFlow,
  { replay }: TriggerEvent,
  { store, commit }: ReplayPlanOptions,
): Promise<ReplayPlan> {
  const { run, steps } = first;
  const kept = new Set(replay?.records.map(({ path }) => path));
  const earlier = new Map(steps.map(({ path, status }) => [path, status]));
  const lines = new Map(outline(flow.source).tree.map(({ id, line }) => [id, line]));
  const { replays } = await store.links(run.id);
  return {
    dry_run: true,
    replay_of: run.id,
    flow: flow.name,
    replays: replays.map(linkView),
    first: { version: run.version, commit: run.commit ?? null },
    now: { version: flow.version, commit: commit() ?? null },
    changes: await changesSince(run.version, flow, store),
    steps: flow.steps.map((step) => ({
      id: step.id,
      kind: step.kind,
      ...(step.kind === "uses" ? { uses: step.action.name } : {}),
      would: kept.has(step.id) ? "keep" : "do",
      first_status: earlier.get(step.id) ?? null,
      sends: withInner(step).some((one) => one.kind === "uses" && isMessage(one.action)),
      line: lines.get(step.id) ?? step.where.line,
    })),
    messages: doneAgain(flow, steps, kept),
    window: windowFor(messageWindow(run, flow, kept)),
  };
}

const HOUR_MS = 3_600_000;

function windowFor(window: MessageWindow | undefined): ReplayPlan["window"] {
  if (window === undefined) return null;
  const { begins, length, isOver } = window;
  return { over: isOver, hours: length / HOUR_MS, ends_at: iso(begins + length) };
}

/** What arrived already, and would arrive once more. */
function doneAgain(
  flow: TriggeredFlow,
  steps: readonly StepRecord[],
  kept: ReadonlySet<string>,
): ReplayPlan["messages"] {
  const again = new Set(flow.steps.map(({ id }) => id).filter((id) => !kept.has(id)));
  const calls = steps.filter(
    ({ path, kind, status }) =>
      kind === "uses" && status === "succeeded" && again.has(path.split("/", 1)[0] ?? ""),
  );
  const sent = calls.filter(({ uses = "" }) => isMessage(actions.get(uses)));
  return { calls: calls.length, messages: sent.length };
}

/** Whether a customer gets something to read of it. */
function isMessage(action: Action | undefined): boolean {
  return action?.sends !== undefined || action?.preview !== undefined;
}

/** @returns null when the text is the same */
async function changesSince(
  version: string,
  flow: TriggeredFlow,
  store: RunStore,
): Promise<ReplayPlan["changes"]> {
  if (version === flow.version) return null;
  return textChanges(await store.definition(version), flow.source);
}

/** What has changed from a text to another one, as far as the former is known. */
export async function textChanges(
  before: FlowSource | undefined,
  now: FlowSource,
): Promise<NonNullable<ReplayPlan["changes"]>> {
  const nothing = { added: [], removed: [], changed: [], keys: [], diff: null };
  if (before === undefined) return nothing;
  const { added, removed, changed, keys, diff } = await flowChanges(before, now);
  return {
    added: [...added],
    removed: [...removed],
    changed: [...changed],
    keys: [...keys],
    diff: diff ?? null,
  };
}
