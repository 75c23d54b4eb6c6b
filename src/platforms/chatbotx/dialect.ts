/**
 * Which of the two servers answers (docs/chatbotx-api.md): the later one has `GET /v1/token`, which
 * `2026-08` answers as a call that it does not have.
 */
import { isUnknownCall } from "./answer.ts";
import type { Dialect } from "./client.ts";
import type { Session } from "./session.ts";

/**
 * Does something in the words of the server that answers. Who that is, is asked once for a
 * connection, and once more when it turns out not to have a call: it was updated.
 * @throws ActionError
 */
export async function inDialect<Result>(
  session: Session,
  use: (dialect: Dialect) => Promise<Result>,
): Promise<Result> {
  const { client } = session;
  const known = client.dialect;
  const dialect = known ?? (await askDialect(session));
  try {
    return await use(dialect);
  } catch (error) {
    if (!isUnknownCall(error) || known === undefined) throw error;
    const now = await askDialect(session);
    if (now === known) throw error;
    return use(now);
  }
}

async function askDialect(session: Session): Promise<Dialect> {
  const dialect = await session.read("/v1/token").then(
    () => "later" as const,
    (error: unknown) => {
      if (isUnknownCall(error)) return "2026-08" as const;
      throw error;
    },
  );
  session.client.dialect = dialect;
  return dialect;
}
