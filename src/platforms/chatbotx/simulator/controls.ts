import { CallLog, type CallReport } from "../../simulator/call-log.ts";
import { ControlError } from "../../simulator/control-error.ts";
import { durationMs } from "../../simulator/duration.ts";
import { Delivery } from "./delivery.ts";
import { type ChatbotxFault, chatbotxFaults } from "./fault.ts";
import { FixedWindow } from "./fixed-window.ts";
import { Idempotency } from "./idempotency.ts";
import { checkNames, plant } from "./plant.ts";
import { type ContactReport, contactReport, type StateReport, stateReport } from "./reports.ts";
import { parseSeed, type Seed } from "./seed.ts";
import { State } from "./state.ts";

/** Calls in ten seconds that the later server takes of one workspace and of one address. */
export interface Limits {
  readonly workspace: number;
  readonly address: number;
}

/** What tests and people do to the simulated server from behind; the control API is the same over HTTP. */
export class Controls {
  readonly state: State;
  readonly faults = chatbotxFaults();
  readonly log = new CallLog("token");
  readonly delivery: Delivery;
  readonly idempotency = new Idempotency();
  readonly workspaceLimit: FixedWindow;
  readonly addressLimit: FixedWindow;
  readonly #first: Seed;

  /** @throws AhaflowError `invalid` for a wrong seed */
  constructor(limits: Limits, seed: Seed) {
    const { dialect = "2026-08", open = false } = parseSeed(seed);
    this.state = new State(open, dialect);
    this.delivery = new Delivery(this.state);
    this.workspaceLimit = new FixedWindow(limits.workspace);
    this.addressLimit = new FixedWindow(limits.address);
    this.#first = structuredClone(seed);
    this.seed(this.#first);
  }

  /** Adds to what is there, all or nothing. @throws AhaflowError `invalid` */
  seed(seed: Seed): void {
    const { delivery, upsert_gap: gap, workspaces = {}, dialect, open } = parseSeed(seed);
    const { state } = this;
    if ((dialect ?? state.dialect) !== state.dialect || (open ?? state.open) !== state.open)
      throw new ControlError("invalid", "dialect and open are chosen at the start");
    for (const [name, one] of Object.entries(workspaces))
      checkNames(state.workspaces.get(name), one);
    if (delivery !== undefined) state.deliveryMs = durationMs(delivery, "delivery");
    if (gap !== undefined) state.upsertGapMs = durationMs(gap, "upsert_gap");
    for (const [name, one] of Object.entries(workspaces))
      plant(state.workspace(name), one, state.now());
  }

  /** One contact with everything received, or undefined where there is none. */
  contact(workspaceName: string, id: string): ContactReport | undefined {
    const workspace = this.state.workspaces.get(workspaceName);
    const contact = workspace?.contacts.get(id);
    return workspace && contact && contactReport(contact, workspace);
  }

  /**
   * The customer writes on a channel, which opens its window.
   * @param inbox name or id; left out: the first channel
   * @throws AhaflowError `not_found`
   */
  write(workspaceName: string, id: string, text: string, inbox?: string): void {
    this.delivery.write(this.state.workspaces.get(workspaceName), id, text, inbox);
  }

  /** Delivers at once what was taken and is not delivered yet. */
  deliver(): void {
    this.delivery.deliver();
  }

  /** All workspaces with their contacts; no tokens. */
  snapshot(): StateReport {
    return stateReport(this.state);
  }

  /** @param path only calls whose path contains this */
  calls(path?: string): CallReport {
    return this.log.report(path);
  }

  /** @throws AhaflowError `invalid` */
  addFault(fault: ChatbotxFault): void {
    this.faults.add(fault);
  }

  clearFaults(): void {
    this.faults.clear();
  }

  /**
   * Moves the simulator's clock forward, for the windows of the channels.
   * @param by `25h`, or milliseconds
   * @throws AhaflowError `invalid`
   */
  advance(by: string | number): void {
    this.state.advance(durationMs(by, "advance"));
  }

  /** Back to the start: the first seed, no calls, no faults, the real time. */
  reset(): void {
    this.delivery.clear();
    this.state.clear();
    this.faults.clear();
    this.log.clear();
    this.idempotency.clear();
    this.workspaceLimit.clear();
    this.addressLimit.clear();
    this.seed(this.#first);
  }
}
