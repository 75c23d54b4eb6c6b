/** A mistake in one template, found before anything runs. */
export interface TemplateProblem {
  /**
   * `template-syntax`, `unknown-helper`, `unknown-name`, `template-unsupported`,
   * `template-too-long` or `helper-arguments`.
   */
  readonly rule: string;
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  /** Place and extent in the template's text, in UTF-16 units. */
  readonly offset: number;
  readonly length: number;
}
