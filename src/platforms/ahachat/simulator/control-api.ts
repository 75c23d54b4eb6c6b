import { Router } from "express";
import { controlApi } from "../../simulator/control-api.ts";
import { asRecord, ControlError } from "../../simulator/control-error.ts";
import type { Controls } from "./controls.ts";

/** The simulator's methods over HTTP. */
export function ahachatControlApi(simulator: Controls): Router {
  const own = Router();
  own.get("/bots/:bot/users/:user", (req, res) => {
    const user = simulator.user(req.params.bot, req.params.user);
    if (user === undefined) throw new ControlError("not_found", "no such bot or user", 404);
    res.json(user);
  });
  own.post("/bots/:bot/users/:user/press", async (req, res) => {
    const { block_name: name } = asRecord(req.body, "the body");
    if (typeof name !== "string") throw new ControlError("invalid", "block_name must be text");
    res.json(await simulator.press(req.params.bot, req.params.user, name));
  });
  own.get("/json-api", (req, res) => {
    const { user } = req.query;
    res.json(simulator.jsonApi(typeof user === "string" ? user : undefined));
  });
  const { log, faults, state: clock } = simulator;
  return controlApi({ log, faults, memory: simulator, clock }, own);
}
