import { Router } from "express";
import { controlApi } from "../../simulator/control-api.ts";
import { asRecord, ControlError } from "../../simulator/control-error.ts";
import type { Controls } from "./controls.ts";

/** The simulator's methods over HTTP. */
export function chatbotxControlApi(simulator: Controls): Router {
  const own = Router();
  own.get("/workspaces/:workspace/contacts/:contact", (req, res) => {
    const contact = simulator.contact(req.params.workspace, req.params.contact);
    if (contact === undefined)
      throw new ControlError("not_found", "no such workspace or contact", 404);
    res.json(contact);
  });
  own.post("/workspaces/:workspace/contacts/:contact/write", (req, res) => {
    const { text, inbox } = asRecord(req.body, "the body");
    if (typeof text !== "string") throw new ControlError("invalid", "text must be text");
    const { workspace, contact } = req.params;
    simulator.write(workspace, contact, text, typeof inbox === "string" ? inbox : undefined);
    res.json({});
  });
  own.post("/deliver", (_req, res) => {
    simulator.deliver();
    res.json({});
  });
  const { log, faults, state: clock } = simulator;
  return controlApi({ log, faults, memory: simulator, clock }, own);
}
