/** The one column and value of a `where`, which its schema asks for. */
export function conditionOf(where: Readonly<Record<string, unknown>>): readonly [string, unknown] {
  const [condition] = Object.entries(where);
  if (condition === undefined) throw new TypeError("where has no column");
  return condition;
}
