/** A message tag of AhaChat's list, and what has become of it at Messenger. */
export interface MessageTagStatus {
  readonly name: string;
  /** retired: Messenger refuses it (error 100); restricted: only some pages may use it. */
  readonly status: "retired" | "restricted";
  /** First day of that status, where it is known. */
  readonly since?: string;
  readonly note: string;
}

// Meta: reported by several public projects; Meta's own notice was not seen.
const REFUSED = "Messenger refuses it with error 100 (reported by several projects)";

/** AhaChat's list (documented). Every tag is accepted; what is said of it is a warning. */
export const MESSAGE_TAGS: readonly MessageTagStatus[] = [
  { name: "CONFIRMED_EVENT_UPDATE", status: "retired", since: "2026-04-27", note: REFUSED },
  { name: "POST_PURCHASE_UPDATE", status: "retired", since: "2026-04-27", note: REFUSED },
  { name: "ACCOUNT_UPDATE", status: "retired", since: "2026-04-27", note: REFUSED },
  {
    name: "NON_PROMOTIONAL_SUBSCRIPTION",
    status: "restricted",
    note: "only for pages that are registered as news pages",
  },
];
