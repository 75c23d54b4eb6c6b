import express, {
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from "express";

/** Five files of five MB, and what stands around them. */
const LIMIT = "26mb";

/** Reads the bodies that the server reads: JSON as JavaScript has it, forms with `a[0]`, files. */
export function readBody(): RequestHandler[] {
  return [
    express.json({ limit: LIMIT, strict: false }),
    express.urlencoded({ extended: true, limit: LIMIT }),
    express.raw({ type: "multipart/form-data", limit: LIMIT }),
    express.text({ limit: LIMIT }),
    readForm,
  ];
}

async function readForm(req: Request, _res: Response, next: NextFunction): Promise<void> {
  const type = req.headers["content-type"];
  if (Buffer.isBuffer(req.body) && type !== undefined) {
    const form = await new globalThis.Response(req.body, { headers: { "content-type": type } })
      .formData()
      .catch(() => undefined);
    if (form === undefined) return next(new SyntaxError("the form can't be read"));
    req.body = fieldsOf(form);
  }
  next();
}

/** `files[0]`, `files[1]` become a list; a name alone stays one thing. */
function fieldsOf(form: FormData): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [key, value] of form) {
    const list = /^(.+)\[\d*\]$/.exec(key)?.[1];
    if (list === undefined) fields[key] = value;
    else fields[list] = [...(Array.isArray(fields[list]) ? fields[list] : []), value];
  }
  return fields;
}
