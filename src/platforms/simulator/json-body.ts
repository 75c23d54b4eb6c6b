import express, {
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from "express";
import { parseJson } from "../../documents/parse-json.ts";

/**
 * Reads JSON bodies without losing a digit, which `express.json` would.
 * @param type which content types count as JSON
 */
export function jsonBody(limit: string, type: string | (() => boolean)): RequestHandler[] {
  return [express.text({ limit, type }), parse];
}

function parse(req: Request, _res: Response, next: NextFunction): void {
  if (typeof req.body === "string") req.body = req.body === "" ? {} : parseJson(req.body);
  next();
}
