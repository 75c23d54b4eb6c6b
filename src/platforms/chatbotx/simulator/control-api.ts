import express, { type Request, Router } from "express";
import { answerControlError, asRecord, ControlError } from "../../simulator/control-error.ts";
import type { Controls } from "./controls.ts";

/** The control API of docs/simulator.md: the simulator's methods over HTTP. */
export function controlApi(simulator: Controls): Router {
  const router = Router();
  router.use(express.json({ limit: "50mb", type: () => true }));
  router.post("/seed", (req, res) => {
    simulator.seed(req.body);
    res.json({});
  });
  router.get("/state", (_req, res) => void res.json(simulator.snapshot()));
  router.get("/workspaces/:workspace/contacts/:contact", (req, res) => {
    const contact = simulator.contact(req.params.workspace, req.params.contact);
    if (contact === undefined)
      throw new ControlError("not_found", "no such workspace or contact", 404);
    res.json(contact);
  });
  router.post("/workspaces/:workspace/contacts/:contact/write", (req, res) => {
    const { text, inbox } = asRecord(req.body, "the body");
    if (typeof text !== "string") throw new ControlError("invalid", "text must be text");
    const { workspace, contact } = req.params;
    simulator.write(workspace, contact, text, typeof inbox === "string" ? inbox : undefined);
    res.json({});
  });
  router.post("/deliver", (_req, res) => {
    simulator.deliver();
    res.json({});
  });
  router.get("/calls", (req, res) => void res.json(simulator.calls(pathOf(req))));
  router.post("/faults", (req, res) => {
    simulator.addFault(req.body);
    res.status(201).json({});
  });
  router.delete("/faults", (_req, res) => {
    simulator.clearFaults();
    res.json({});
  });
  router.post("/clock", (req, res) => {
    const { advance } = asRecord(req.body, "the body");
    simulator.advance(advance as string | number);
    res.json({ now: simulator.snapshot().now });
  });
  router.post("/reset", (_req, res) => {
    simulator.reset();
    res.json({});
  });
  router.use(() => {
    throw new ControlError("not_found", "no such call of the control API", 404);
  });
  router.use(answerControlError);
  return router;
}

function pathOf({ query }: Request): string | undefined {
  const { path } = query;
  return typeof path === "string" ? path : undefined;
}
