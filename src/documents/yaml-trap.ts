/** A mistake in the text of a file. */
export interface Trap {
  readonly rule: string;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly hint?: string;
  readonly offset: number;
  readonly length: number;
}

/** A text in quotes, as YAML writes it. */
export function quoted(text: string): string {
  return text.includes('"') ? `'${text.replaceAll("'", "''")}'` : `"${text}"`;
}
