/** SQL with values in it, which go to the database apart from its text. */
export interface Sql {
  /** The texts between the values; one more than there are values. */
  readonly texts: readonly string[];
  readonly values: readonly unknown[];
}

/** A piece of SQL: pieces in it become part of it, anything else is a value. */
export function sql(strings: TemplateStringsArray, ...parts: readonly unknown[]): Sql {
  const texts = [strings[0] as string];
  const values: unknown[] = [];
  const append = (text: string) => texts.push((texts.pop() ?? "") + text);
  for (const [index, part] of parts.entries()) {
    if (isSql(part)) {
      append(part.texts[0] as string);
      texts.push(...part.texts.slice(1));
      values.push(...part.values);
    } else {
      values.push(part);
      texts.push("");
    }
    append(strings[index + 1] as string);
  }
  return { texts, values };
}

/** SQL that is written elsewhere in the program. */
export function raw(text: string): Sql {
  return { texts: [text], values: [] };
}

/** All of the conditions; none of them is true of everything. */
export function all(conditions: readonly Sql[]): Sql {
  const [first = raw("true"), ...others] = conditions;
  return others.reduce((joined, one) => sql`${joined} AND ${one}`, first);
}

/** The text of the whole, with `$1`, `$2`… for its values. */
export function statement({ texts }: Sql): string {
  return texts.reduce((whole, text, index) => `${whole}$${index}${text}`);
}

function isSql(part: unknown): part is Sql {
  return typeof part === "object" && part !== null && "texts" in part && "values" in part;
}
