import { Router } from "express";
import type { CallLog } from "./call-log.ts";
import { answerControlError, asRecord, ControlError } from "./control-error.ts";
import { durationMs } from "./duration.ts";
import { jsonBody } from "./json-body.ts";

/** What the simulator is made of. */
interface Stage {
  readonly log: CallLog;
  readonly faults: { readonly add: (fault: never) => void; readonly clear: () => void };
  /** What the API remembers; undefined: nothing. */
  readonly memory?: Memory;
  /** The platform has a clock of its own; undefined: nothing there depends on the time. */
  readonly clock?: Clock;
}

interface Memory {
  seed(given: unknown): void;
  snapshot(): unknown;
  /** Back to how it was at the start. */
  reset(): void;
}

/** In milliseconds. */
interface Clock {
  advance(by: number): void;
  now(): number;
}

/**
 * The control API of docs/simulator.md; without a memory there is nothing to seed or to show.
 * @param own what this platform has besides
 */
export function controlApi({ log, faults, memory, clock }: Stage, own = Router()): Router {
  const router = Router();
  router.use(jsonBody("50mb", () => true));
  if (memory !== undefined) {
    router.post("/seed", (req, res) => {
      memory.seed(req.body);
      res.json({});
    });
    router.get("/state", (_req, res) => void res.json(memory.snapshot()));
  }
  router.get("/calls", ({ query: { path } }, res) => {
    res.json(log.report(typeof path === "string" ? path : undefined));
  });
  router.post("/faults", (req, res) => {
    faults.add(req.body as never);
    res.status(201).json({});
  });
  router.delete("/faults", (_req, res) => {
    faults.clear();
    res.json({});
  });
  if (clock !== undefined)
    router.post("/clock", (req, res) => {
      clock.advance(durationMs(asRecord(req.body, "the body")["advance"], "advance"));
      res.json({ now: new Date(clock.now()).toISOString() });
    });
  router.post("/reset", (_req, res) => {
    memory?.reset();
    faults.clear();
    log.clear();
    res.json({});
  });
  router.use(own);
  router.use(() => {
    throw new ControlError("not_found", "no such call of the control API", 404);
  });
  router.use(answerControlError);
  return router;
}
