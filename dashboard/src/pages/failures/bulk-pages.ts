/** The pages of a bulk replay, one after the other: each says where the next one begins. */

const PAGE = 100;

/** @param ask makes the request with these parts in it */
export async function* bulkPages<T extends { readonly after?: string }>(
  ask: (parts: { limit: number; after?: string }) => Promise<T>,
): AsyncGenerator<T> {
  let after: string | undefined;
  do {
    const page = await ask({ limit: PAGE, ...(after === undefined ? {} : { after }) });
    yield page;
    after = page.after;
  } while (after !== undefined);
}
