import { Router } from "express";
import type { CallLog } from "./call-log.ts";
import { answerControlError, ControlError } from "./control-error.ts";
import type { Fault, Faults } from "./faults.ts";
import { jsonBody } from "./json-body.ts";

/** What the simulator is made of. */
interface Stage {
  readonly log: CallLog;
  readonly faults: Faults<Fault>;
  /** What the API remembers; undefined: nothing. */
  readonly memory?: Memory;
}

interface Memory {
  seed(given: unknown): void;
  snapshot(): unknown;
  /** Back to how it was at the start. */
  reset(): void;
}

/** The control API of docs/simulator.md; without a memory there is nothing to seed or to show. */
export function controlApi({ log, faults, memory }: Stage): Router {
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
    faults.add(req.body);
    res.status(201).json({});
  });
  router.delete("/faults", (_req, res) => {
    faults.clear();
    res.json({});
  });
  router.post("/reset", (_req, res) => {
    memory?.reset();
    faults.clear();
    log.clear();
    res.json({});
  });
  router.use(() => {
    throw new ControlError("not_found", "no such call of the control API", 404);
  });
  router.use(answerControlError);
  return router;
}
