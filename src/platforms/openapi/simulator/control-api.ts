import express, { Router } from "express";
import type { CallLog } from "../../simulator/call-log.ts";
import { answerControlError, ControlError } from "../../simulator/control-error.ts";
import type { Fault, Faults } from "../../simulator/faults.ts";

/** What the simulator is made of. */
interface Stage {
  readonly log: CallLog;
  readonly faults: Faults<Fault>;
}

/** The control API of docs/simulator.md, as far as an API that remembers nothing has it. */
export function controlApi({ log, faults }: Stage): Router {
  const router = Router();
  router.use(express.json({ limit: "50mb", type: () => true }));
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
