/** A change of a run; what its record says now has to be read. */
export interface RunChange {
  readonly change: string;
  /** It was accepted among the changes that this one, their last, stands for. */
  readonly new?: true;
  readonly run_id: string;
  readonly flow: string;
  readonly at: string;
  readonly status?: string;
  readonly step?: string;
  readonly outcome?: string;
}
