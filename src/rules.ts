/** Every rule that a file can break: what `validate` reports, documented in docs/rules.md. */

export interface Rule {
  readonly severity: "error" | "warning";
  /** One sentence. */
  readonly summary: string;
}

const error = (summary: string): Rule => ({ severity: "error", summary });
const warning = (summary: string): Rule => ({ severity: "warning", summary });

/** The rules by their ids. */
export const RULES = {
  "yaml-syntax": error("The file is not YAML."),
  "yaml-duplicate-key": error("A key stands twice in one map."),
  "yaml-aliases": error("Aliases unfold to far too much."),
  "yaml-unquoted-template": error("A template without quotes, which YAML reads as a map."),
  "yaml-leading-zero": error("A number whose leading zero is lost."),
  "yaml-long-number": error("A number too long to keep all its digits."),
  "yaml-number": error("A number that YAML reads as another text than is written."),
  "yaml-key": error("A key that YAML reads as another one than is written."),
  "yaml-cut-text": warning("A text that YAML ends at a `#`, for it takes the rest for a comment."),
  "yaml-merge": error("A `<<` that merges no map."),
  "yaml-tag": error("A YAML tag, which means nothing here."),

  "unknown-key": error("A key that does not exist here."),
  "missing-field": error("A field that is needed is missing."),
  "wrong-type": error("A value of the wrong type."),
  "wrong-value": error("A value that is not allowed here."),
  "no-flow": warning("A file among the flows that is something else; it is left out."),

  "template-syntax": error("A template that can't be read."),
  "template-too-long": error("A template that is too long or nested too deep."),
  "template-unsupported": error("Something of Handlebars that templates here don't have."),
  "unknown-helper": error("A helper or block that does not exist."),
  "helper-arguments": error("A helper with too few or too many arguments, or an unknown option."),
  "wrong-argument": error("A pattern, zone, currency or the like that a helper does not know."),
  "date-pattern": error("Minutes where a date's months are meant, or the other way round."),
  "swapped-arguments": warning("Arguments of a helper in the wrong order."),
  "never-equal": error("A comparison with a text that the value never is."),
  "sample-misfit": warning("A text of the sample, or a variable, that a helper can't read."),
  "pattern-as-text": warning("A pattern such as `/-/g` where plain text is looked for."),
  "template-key": error("A key that is a template."),
  "blank-beside-template": warning(
    "A template with nothing but blanks around it, which makes text of its value.",
  ),
  "blank-around-value": error("A blank or line break around a value that is one line."),
  "curly-quotes": warning("A template in the quotes of a word processor."),
  "env-in-flow": error("A `${env:…}` in a flow, which only ahaflow.yaml reads."),
  "constant-key": error("A dedupe key that is the same for all deliveries."),
  "not-filled": error(
    "A path without braces, or in those of another tool, where its value is meant.",
  ),
  "path-in-text": warning("A path in the middle of a text, without braces."),
  "unknown-name": error("A name that a template can't read."),
  "unknown-field": error("A field that the sample, the schema or the action's output lacks."),
  "not-in-mocks": warning("A field of an answer that no mock of the flow's tests has."),
  "wrong-template-type": error("A template whose value is of a type that can't be used there."),
  "wrong-condition": error("An `if` or `switch` that is not one template alone."),
  "constant-condition": warning("An `if` whose value never changes."),
  "impossible-case": error("A case that the value of its `switch` never has."),
  "doubtful-case": warning(
    "A case that looks like a comparison or pattern, or has a blank around it.",
  ),
  "default-case": error("A case named `default`."),
  "text-as-truth": warning("Text such as `false`, which counts as true."),
  "maybe-skipped": warning("The output of a step that may have been skipped, or have failed."),
  "maybe-empty": warning("A field that may be empty, in a text that a customer reads."),
  "unescaped-html": warning("A value that goes into HTML without `escape_html`."),
  "maybe-missing": warning("A field that the schema does not ask for, read without `default`."),
  "unlisted-field": warning("A field that the schema, or an action's output, does not name."),
  "other-part": warning("A field of the body that is read of the query, or the other way round."),
  "taken-name": error("A name of a loop's entry that templates have for something else."),

  "unknown-step": error("A step that does not exist."),
  "step-not-run-yet": error("A step that has not run yet."),
  "step-out-of-reach": error("A step of another branch, or of a loop that is over."),
  "maybe-not-run": error("A step in a branch that may not have run."),
  "duplicate-step-id": error("Two steps with one id."),
  "unknown-action": error("An action that does not exist."),
  "unknown-secret": error("A secret that ahaflow.yaml does not have."),
  "unknown-variable": error("A variable that neither ahaflow.yaml nor a step sets."),
  "variable-not-set": error("A variable that has no value there, or may have none."),
  "set-in-copy": warning("A variable that is set in a copy, and read behind it as it was before."),
  "unread-variable": warning("A `set` that nothing reads, called nearly like what is read."),
  "unknown-flow": error("A call of a flow that does not exist."),
  "disabled-flow": error("A call of a flow that is disabled."),
  "no-inputs": error("A call of a flow that declares no inputs."),
  "call-circle": error("Flows that call each other in a circle."),
  "missing-connection": error("An action that needs a connection has none."),
  "unknown-connection": error(
    "A connection that ahaflow.yaml does not have, or has of another platform.",
  ),
  "impossible-via-blocks": error("An action that a connection with via: blocks can't do."),
  "missing-inbox": error("A message of which nothing says over which channel it goes."),
  "missing-spreadsheet": error("A step of which nothing says which spreadsheet it is about."),
  "missing-auth": warning("A call that asks for what lets us in, and its connection has nothing."),
  "unknown-column": error("A column that a sheet does not have."),
  "missing-chat": error("A message of which nothing says to which chat it goes."),

  "wrong-path": error("A path that can't be used."),
  "wrong-schema": error("A trigger's schema, inputs or an output that can't be used."),
  "sample-refused": error(
    "A sample that the webhook's own schema refuses, or that can't have come.",
  ),
  "wrong-timezone": error("A time zone that does not exist."),
  "wrong-cron": error("A cron expression that can't be read, or that never comes."),
  "short-month": warning("A schedule of a day of the month that some months don't have."),
  "duplicate-schedule": error("One schedule twice."),
  "duplicate-flow-name": error("Two flows with one name."),
  "former-name-taken": error("A name in `was` that a flow has, or that another flow had too."),
  "duplicate-path": error("One method and path taken twice."),

  "missing-file": error("A file that is named and can't be read."),
  "broken-file": error("A file that is named and can't be understood."),
  "file-unreadable": error("A flow file that can't be read."),
  "missing-environment": error("An environment variable of ahaflow.yaml that is not set."),
  "placeholder-value": error("A bot's id or token, or a secret, that was never filled in."),
  "weak-secret": warning("A secret that is too short, or that a sample has in it."),
  "wrong-reference": error("A `${` in ahaflow.yaml that begins nothing."),

  "wrong-url": error("An address that can't be one, with the variables of ahaflow.yaml in it."),
  "json-as-text": warning("JSON in a text, where it is sent as one."),
  "url-parameter": warning("A part such as `:id` or `{id}` in an address, which nothing fills in."),
  "url-blank": warning("A blank in the path of an address."),
  "authorization-scheme": warning("A header `Authorization` without Bearer or the like."),
  "wrong-phone": error("A telephone number that can't exist."),
  "wrong-header": error("A header's value with a character that no header may have."),
  "respond-without-webhook": error("A `respond` in a flow that no webhook starts."),
  "second-respond": error("A second `respond` on one way."),
  "maybe-no-respond": warning("A way on which nothing responds, in a flow that does otherwise."),
  "wait-before-respond": warning("A wait for which the webhook does not wait."),
  "unreachable-step": warning("A step behind one that ends the run."),
  "useless-catch": warning("An entry of `catch`, or a reason, that never applies."),
  "useless-continue": warning("A `continue_on_error` beside a `catch` that takes every failure."),
  "no-time": warning("A timeout, or a wait, of nothing."),
  "long-timeout": warning("A step's time that is longer than the flow's."),
  "long-loop": warning("A list with more entries than a loop may have."),
  "outside-window": warning(
    "A message that may come when the customer's 24-hour window is closed.",
  ),
  "message-tag": warning("A message tag that Messenger has retired, or keeps for some pages."),
  "number-from-text": warning("A number that the body has to have, where the sender sends text."),
  "no-dedupe": warning("A webhook without `dedupe` whose runs send messages."),
  "no-success": warning("An answer that the sender takes for no success, so that it sends again."),
  "short-memory": warning("A dedupe key that is forgotten while the sender may still send again."),
  "no-sender-secret": warning(
    "A webhook of a platform without a secret that its sender can carry.",
  ),
  "literal-secret": error("A token or password that stands in a flow."),
  "unknown-rule": warning("A comment that silences a rule that does not exist."),
} as const satisfies Record<string, Rule>;

export type RuleId = keyof typeof RULES;

/** The rule of an id. */
export function findRule(id: string): Rule | undefined {
  return Object.hasOwn(RULES, id) ? RULES[id as RuleId] : undefined;
}

/** The one error that is a guess, and may be wrong. */
const GUESS: RuleId = "literal-secret";

/** Whether what breaks the rule may be right all the same, so that it can be left out. */
export function canBeIgnored(id: string): boolean {
  return id === GUESS || findRule(id)?.severity === "warning";
}
