/** Where the database of a URL is, without who connects: `ahaflow on db.internal:5432`. */
export function placeOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  const database = decodeURIComponent(pathname.slice(1));
  return `${database || "the user's database"} on ${hostname || "localhost"}:${port || 5432}`;
}
