import { Router } from "express";
import { answerControlError, asRecord, ControlError } from "../../simulator/control-error.ts";
import { durationMs } from "../../simulator/duration.ts";
import { jsonBody } from "../../simulator/json-body.ts";
import type { Controls } from "./controls.ts";

/** The control API of docs/simulator.md: the simulator's methods over HTTP. */
export function controlApi(simulator: Controls): Router {
  const router = Router();
  router.use(jsonBody("50mb", () => true));
  router.post("/seed", (req, res) => {
    simulator.seed(req.body);
    res.json({});
  });
  router.get("/state", (_req, res) => void res.json(simulator.snapshot()));
  router.get("/bots/:bot/users/:user", (req, res) => {
    const user = simulator.user(req.params.bot, req.params.user);
    if (user === undefined) throw new ControlError("not_found", "no such bot or user", 404);
    res.json(user);
  });
  router.post("/bots/:bot/users/:user/press", async (req, res) => {
    const { block_name: name } = asRecord(req.body, "the body");
    if (typeof name !== "string") throw new ControlError("invalid", "block_name must be text");
    res.json(await simulator.press(req.params.bot, req.params.user, name));
  });
  router.get("/json-api", (req, res) => {
    const { user } = req.query;
    res.json(simulator.jsonApi(typeof user === "string" ? user : undefined));
  });
  router.get("/calls", (req, res) => {
    const { path } = req.query;
    res.json(simulator.calls(typeof path === "string" ? path : undefined));
  });
  router.post("/faults", (req, res) => {
    simulator.addFault(req.body);
    res.status(201).json({});
  });
  router.delete("/faults", (_req, res) => {
    simulator.clearFaults();
    res.json({});
  });
  router.post("/clock", (req, res) => {
    simulator.advance(durationMs(asRecord(req.body, "the body")["advance"], "advance"));
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
