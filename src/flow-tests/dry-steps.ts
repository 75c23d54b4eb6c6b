/** What each kind of step would do, for a dry run. */
import { sameName } from "../canonical-text.ts";
import { inputsError } from "../engine/accept/call-flow.ts";
import { within } from "../engine/walk/frame.ts";
import { Stopped } from "../engine/walk/interruptions.ts";
import { casePath } from "../engine/walk/restore.ts";
import { ownScope, type RunScope } from "../engine/walk/run-scope.ts";
import { assertEntries, entryScope } from "../engine/walk/steps/for-each.ts";
import { answerError, headersOf, statusOf } from "../engine/walk/steps/respond.ts";
import { subjectText } from "../engine/walk/steps/switch.ts";
import { inputError } from "../engine/walk/steps/uses.ts";
import { wakeTime } from "../engine/walk/steps/wait.ts";
import type {
  CallStep,
  CompiledStep,
  ForEachStep,
  ParallelStep,
  RespondStep,
  StopStep,
  SwitchStep,
  UsesStep,
  WaitStep,
  WebhookAnswer,
} from "../flows/compiled-flow.ts";
import { iso } from "../journal/shown-step.ts";
import type { DryStep, DryWalk } from "./dry-walk.ts";
import { outputInstead, sureMistakes, Unknown, unknownsIn } from "./unknown.ts";

/** Where a step stands in a dry run. */
interface Place {
  readonly walk: DryWalk;
  readonly scope: RunScope;
  readonly path: string;
  /** Adds to the step's record. */
  readonly note: (more: Partial<DryStep>) => void;
}

/** @returns what stands in for the step's output @throws ActionError, StepFailure, Stopped */
export function performDry(step: CompiledStep, place: Place): unknown {
  switch (step.kind) {
    case "uses":
      return dryUses(step, place);
    case "call":
      return dryCall(step, place);
    case "wait":
      return dryWait(step, place);
    case "respond":
      return dryRespond(step, place);
    case "switch":
      return drySwitch(step, place);
    case "for_each":
      return dryForEach(step, place);
    case "parallel":
      return dryParallel(step, place);
    case "set": {
      const values = noted(place, place.walk.render(step.values, place.scope));
      Object.assign(place.scope.vars, values);
      return values;
    }
    case "stop":
      return dryStop(step, place);
  }
}

/** Puts an input on record. */
function noted({ note }: Place, input: unknown): unknown {
  note({ input });
  return input;
}

function dryUses(step: UsesStep, place: Place): unknown {
  const input = noted(place, place.walk.render(step.input, place.scope));
  const mistakes = sureMistakes(input, step.checkInput(input));
  if (mistakes.length > 0) throw inputError(step, mistakes);
  const output = outputInstead(step.action, `steps.${step.id}.output`);
  const body = step.declared?.sample;
  return body === undefined ? output : { ...(output as object), body };
}

function dryCall({ id, flow, input }: CallStep, place: Place): unknown {
  const inputs = noted(place, place.walk.render(input, place.scope));
  const mistakes = place.walk.surroundings.flows.get(flow)?.checkInputs?.(inputs) ?? [];
  const sure = sureMistakes(inputs, mistakes);
  if (sure.length > 0) throw inputsError(flow, sure);
  return new Unknown([`steps.${id}.output`]);
}

function dryWait({ id, until }: WaitStep, place: Place): unknown {
  const { walk, scope, note } = place;
  if (until.kind === "webhook") {
    walk.render(until.callback.key, scope);
    return new Unknown([`steps.${id}.output`]);
  }
  const value = walk.decide(until.time, scope);
  if (value instanceof Unknown) note({ dependsOn: value.names });
  else {
    walk.now = Math.max(walk.now, wakeTime(until.kind, value, walk.now));
    note({ wakeAt: iso(walk.now) });
  }
  return undefined;
}

function dryRespond(step: RespondStep, place: Place): unknown {
  const answer = noted(place, place.walk.render(step.response, place.scope)) as WebhookAnswer;
  if (unknownsIn(answer.status).length === 0) statusOf(answer.status);
  if (unknownsIn(answer.headers).length === 0) headersOf(answer.headers);
  const mistakes = sureMistakes(answer.body, step.checkAnswer(answer.body));
  if (mistakes.length > 0) throw answerError(step, mistakes);
  return answer;
}

function drySwitch({ id, subject, cases, otherwise }: SwitchStep, place: Place): unknown {
  const { walk, scope, path, note } = place;
  const value = walk.decide(subject, scope);
  if (value instanceof Unknown) {
    note({ dependsOn: value.names });
    for (const [name, steps] of [...cases, ["default", otherwise] as const])
      walk.perhaps(scope, [], (own) => walk.list(steps, own, casePath(path, name)));
    return new Unknown([`steps.${id}.output`]);
  }
  const chosen = sameName(cases.keys(), subjectText(value)) ?? "default";
  note({ chosen });
  return walk.list(cases.get(chosen) ?? otherwise, scope, casePath(path, chosen));
}

function dryForEach(step: ForEachStep, place: Place): unknown {
  const { walk, scope, path, note } = place;
  // Of a list that stands in the flow, only entries may be unknown.
  const stands = step.list.references.some((one) => one.path.length > 0);
  const list = stands ? walk.render(step.list, scope) : walk.decide(step.list, scope);
  if (list instanceof Unknown) {
    note({ dependsOn: list.names });
    const entry = { [step.as]: new Unknown([step.as]), [step.index]: new Unknown([step.index]) };
    return walk.perhaps(scope, [`steps.${step.id}.output`], (own) =>
      dryEntry(step, walk, { ...own, ...entry }, within(path, 0)),
    );
  }
  assertEntries(list, walk.surroundings.limits);
  return list.map((entry, at) =>
    dryEntry(step, walk, entryScope(step, scope, entry, at), within(path, at)),
  );
}

function dryEntry(step: ForEachStep, walk: DryWalk, scope: RunScope, path: string): unknown {
  const last = walk.list(step.steps, scope, path);
  return step.output === undefined ? last : walk.render(step.output, scope);
}

function dryParallel({ branches }: ParallelStep, { walk, scope, path }: Place): unknown {
  const outputs: Record<string, unknown> = {};
  const failures: unknown[] = [];
  for (const [name, steps] of branches) {
    const own = ownScope(scope);
    try {
      outputs[name] = walk.list(steps, own, within(path, name));
    } catch (error) {
      failures.push(error);
    }
    Object.assign(scope.steps, own.steps);
  }
  // Every branch goes to its end, as in a real run; a stop weighs more than a failure.
  if (failures.length > 0) throw failures.find((one) => one instanceof Stopped) ?? failures[0];
  return outputs;
}

function dryStop({ status, reason }: StopStep, { walk, scope }: Place): never {
  if (reason !== undefined) walk.render(reason, scope);
  throw new Stopped({ status });
}
