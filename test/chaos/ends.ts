import type { PostgresServer } from "../support/postgres.ts";

/** Notes each end that a run is given, and each change of the record of a step that had ended. */
const TRIGGERS = `
  CREATE TABLE public.ends (seq bigserial, id text, status text);
  CREATE TABLE public.changed_steps (id text, path text);
  CREATE FUNCTION public.note_end() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO public.ends (id, status) VALUES (NEW.id, NEW.status);
      RETURN NULL;
    END
  $$;
  CREATE FUNCTION public.note_step() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO public.changed_steps VALUES (NEW.run_id, NEW.path);
      RETURN NULL;
    END
  $$;
  CREATE TRIGGER ends AFTER UPDATE ON ahaflow.runs FOR EACH ROW
    WHEN ((OLD.finished_at, OLD.status) IS DISTINCT FROM (NEW.finished_at, NEW.status)
      AND (OLD.finished_at IS NOT NULL OR NEW.finished_at IS NOT NULL))
    EXECUTE FUNCTION public.note_end();
  CREATE TRIGGER changed_steps AFTER UPDATE ON ahaflow.steps FOR EACH ROW
    WHEN (OLD.record::json ->> 'endedAt' IS NOT NULL AND OLD.record <> NEW.record)
    EXECUTE FUNCTION public.note_step();
`;

/** Has the database note, in its own transactions, how runs and steps end. */
export async function noteEnds(server: PostgresServer, url: string): Promise<void> {
  await server.ask(url, TRIGGERS);
}

/** The end of each run as it was first, and what must not be: runs without one end, changed steps. */
export async function notedEnds(server: PostgresServer, url: string) {
  const ends = await server.ask(url, "SELECT id, status FROM public.ends ORDER BY seq");
  const first = new Map<string, string>();
  for (const { id, status } of ends as { id: string; status: string }[])
    if (!first.has(id)) first.set(id, status);
  const counts = (await server.ask(
    url,
    `SELECT runs.id, count(ends.id)::integer AS count FROM ahaflow.runs LEFT JOIN public.ends USING (id)
      GROUP BY runs.id HAVING count(ends.id) <> 1`,
  )) as { id: string; count: number }[];
  const steps = (await server.ask(url, "SELECT id, path FROM public.changed_steps")) as {
    id: string;
    path: string;
  }[];
  const wrong = [
    ...counts.map(({ id, count }) => `${id} was ended ${count} times`),
    ...steps.map(({ id, path }) => `${id} had ended ${path}, and its record was changed`),
  ];
  return { first, wrong };
}
