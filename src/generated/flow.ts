// Generated from schemas/ by scripts/generate-types.mjs: do not edit, run `npm run schemas`.

/**
 * The key of the signature.
 *
 * @minItems 1
 */
export type Credential = string | string[];
/**
 * With timestamp_header: how far its time may be off, back and forth. Default 5m.
 */
export type Duration = string;
/**
 * The secret: base64, with or without whsec_ before it.
 *
 * @minItems 1
 */
export type Credential1 = string | string[];
/**
 * The token.
 *
 * @minItems 1
 */
export type Credential2 = string | string[];
/**
 * The password.
 *
 * @minItems 1
 */
export type Credential3 = string | string[];
/**
 * Its value.
 *
 * @minItems 1
 */
export type Credential4 = string | string[];
/**
 * Its value.
 *
 * @minItems 1
 */
export type Credential5 = string | string[];
/**
 * Its value.
 *
 * @minItems 1
 */
export type Credential6 = string | string[];
/**
 * The key of an HMAC.
 *
 * @minItems 1
 */
export type Credential7 = string | string[];
/**
 * A header.
 */
export type HeaderName = string;
/**
 * A secret, or an id of the shop.
 *
 * @minItems 1
 */
export type Credential8 = string | string[];
/**
 * A header's value.
 */
export type HeaderName1 = string;
/**
 * A header's value.
 */
export type HeaderName2 = string;
/**
 * How far the timestamp may be off, back and forth. Default 5m.
 */
export type Duration1 = string;
/**
 * How long a key is remembered. Default 24h.
 */
export type Duration2 = string;
/**
 * A secret, or a list of which any is good while one takes the place of the other. An empty one is never good.
 *
 * @minItems 1
 */
export type Credential9 = string | string[];
/**
 * How long the webhook waits. Default 8s.
 */
export type Duration3 = string;
/**
 * A secret, or a list of which any is good while one takes the place of the other. An empty one is never good.
 *
 * @minItems 1
 */
export type Credential10 = string | string[];
/**
 * Time that a run may take from its acceptance, waits included; then it fails with the reason cancelled. Default: none.
 */
export type Duration4 = string;
/**
 * Wait before the second try. Default 1s.
 */
export type Duration5 = string;
/**
 * Longest wait between two tries. Default 5m.
 */
export type Duration6 = string;
/**
 * With `uses`, the time that one attempt may take (default: the connection's, 10s; 30s for http.request). With any other kind, the time for the whole of it; then it fails with the reason timeout.
 */
export type Duration7 = string;
/**
 * How long the callback is waited for. Default: for ever.
 */
export type Duration8 = string;
/**
 * Why a step failed: the closed list of docs/ahachat-api.md.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "reason".
 */
export type Reason =
  | "outside_window"
  | "user_unavailable"
  | "not_found"
  | "invalid_request"
  | "bad_credentials"
  | "forbidden"
  | "rate_limited"
  | "unavailable"
  | "timeout"
  | "circuit_open"
  | "interrupted"
  | "cancelled";
/**
 * A header's name, in any case.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "header_name".
 */
export type HeaderName3 = string;

/**
 * One automation: what starts it, and its steps.
 */
export interface Flow {
  /**
   * Unique in the folder: small letters, digits and hyphens.
   */
  name: string;
  /**
   * Names that the flow had before. Its dedupe keys, schedule slots, waiting runs and replays go on under the new name; without it, a renamed flow begins anew.
   *
   * @minItems 1
   */
  was?: string[];
  /**
   * What the flow is for, for people.
   */
  description?: string;
  /**
   * false takes the flow off the webhook listener without deleting it. Default true.
   */
  enabled?: boolean;
  /**
   * The connection of ahaflow.yaml that the ahachat steps use unless they name their own.
   */
  connection?: string;
  on?: Triggers;
  /**
   * JSON Schema of type object: what a `call` step of another flow has to give, read as {{inputs.name}}. A flow with inputs needs no `on`.
   */
  inputs?: {
    [k: string]: unknown;
  };
  concurrency?: Concurrency;
  timeout?: Duration4;
  retry?: RetryConfig;
  /**
   * Done from top to bottom.
   *
   * @minItems 1
   */
  steps: Step[];
  /**
   * Done after the run has failed for good, and before the on_failure of ahaflow.yaml; reads {{error.reason}}, {{error.message}}, {{error.step}}, {{error.status}} and {{error.attempts}}. A failure in here never hides the first one.
   *
   * @minItems 1
   */
  on_failure?: Step[];
  /**
   * What a `call` step and the API give back when the run has succeeded; any text in it may hold templates.
   */
  output?:
    | {
        [k: string]: unknown;
      }
    | unknown[]
    | string
    | number
    | boolean
    | null;
}
/**
 * What starts the flow.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "on".
 */
export interface Triggers {
  webhook?: WebhookTrigger;
  /**
   * Times at which runs start by themselves.
   *
   * @minItems 1
   */
  schedule?: ScheduleTrigger[];
}
/**
 * An HTTP request on the webhook listener starts a run.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "webhook".
 */
export interface WebhookTrigger {
  /**
   * Path on the listener, beginning with /; a part that begins with : is a parameter, read as {{trigger.params.name}}. Unique per method over all flows.
   */
  path: string;
  /**
   * Methods that are taken. Default [POST].
   *
   * @minItems 1
   */
  methods?: ("GET" | "POST" | "PUT" | "PATCH" | "DELETE")[];
  /**
   * Who may come in: any one that passes is enough. Default: everybody.
   *
   * @minItems 1
   */
  auth?: Auth[];
  /**
   * Requests that the path takes, from all senders: a number per s, m or h; more are answered 429. Default: any.
   */
  rate_limit?: string;
  dedupe?: Dedupe;
  /**
   * The path of a list in the body, its parts joined with a point (data.orders): each of its entries starts a run of its own, in their order, and is that run's body. `schema`, `sample` and `dedupe`, which is needed, are of one entry. What stands beside the list is not kept. A delivery is answered when all of its runs are kept; one that comes again starts those that are new. Default: the sender's, if it sends lists.
   */
  items?: string;
  /**
   * JSON Schema (2020-12) of the request's body, inline or as the path of a JSON or YAML file beside the flow. A body that does not fit is answered 422. AhaChat's JSON API block and forms send numbers as text: a number from there is `type: [number, string]`.
   */
  schema?:
    | {
        [k: string]: unknown;
      }
    | boolean
    | string;
  /**
   * Which deliveries of a platform or sender come (docs/senders.md): the shape of their body is known then, a body of another shape is answered 422, and `dedupe`, `sample`, `methods` and `accepted` are the sender's where the flow says none.
   */
  from?: string;
  /**
   * With `from`: what lets the sender in, by the names that it has for it; the sender knows how it signs. Templates in it read secrets and vars.
   */
  credentials?: {
    [k: string]: Credential9;
  };
  /**
   * With `from`: what `ahaflow register` registers at the platform, and over which `connection`; the rest is the platform's.
   */
  register?: {
    [k: string]: unknown;
  };
  /**
   * Path of a JSON file beside the flow: a delivery as it came. `ahaflow run` uses it.
   */
  sample?: string;
  respond?: RespondOptions;
  accepted?: Accepted;
  repeated?: Accepted1;
  handshake?: Handshake;
  /**
   * Deliveries by which the sender tries whether somebody is there: they are answered as `accepted` says, and start no run.
   *
   * @minItems 1
   */
  trials?: Trial[];
}
/**
 * One way to come in. Templates in it read secrets and vars; a request that passes none of the list is answered 401.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "auth".
 */
export interface Auth {
  hmac?: Hmac;
  standard_webhooks?: StandardWebhooks;
  bearer?: Bearer;
  basic?: Basic;
  header?: Header;
  query?: Query;
  ip?: Ip;
  body?: BodySecret;
  signature?: Signature;
}
/**
 * A signature of the body's bytes, made with a secret that both sides have.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "hmac".
 */
export interface Hmac {
  secret: Credential;
  /**
   * The header with the signature; it is never kept.
   */
  header: string;
  /**
   * The hash. Default sha256.
   */
  algorithm?: "sha1" | "sha256" | "sha512";
  /**
   * How the signature is written. Default hex.
   */
  encoding?: "hex" | "base64";
  /**
   * What stands before the signature in the header, exactly so.
   */
  prefix?: string;
  /**
   * A header with the time of sending: then `timestamp.body` is what is signed. Seconds or milliseconds since 1970, or ISO 8601 with a zone.
   */
  timestamp_header?: string;
  tolerance?: Duration;
}
/**
 * Signed as standardwebhooks.com says: the headers webhook-id, webhook-timestamp (5 minutes off at most) and webhook-signature.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "standard_webhooks".
 */
export interface StandardWebhooks {
  secret: Credential1;
}
/**
 * The header `Authorization: Bearer TOKEN`.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "bearer".
 */
export interface Bearer {
  token: Credential2;
}
/**
 * The header `Authorization: Basic …`, a user name and a password.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "basic".
 */
export interface Basic {
  /**
   * The user name, the same for every password.
   */
  username: string;
  password: Credential3;
}
/**
 * A header with a secret value.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "header".
 */
export interface Header {
  /**
   * The header's name; it is never kept.
   */
  name: string;
  value: Credential4;
  /**
   * A word that stands before the value, in any case, and a blank behind it: Apikey in `Authorization: Apikey VALUE`.
   */
  scheme?: string;
}
/**
 * A parameter of the query with a secret value. It shows in the logs of every proxy: the last choice.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "query".
 */
export interface Query {
  /**
   * The parameter's name; it is never kept.
   */
  name: string;
  value: Credential5;
}
/**
 * The client's address. Behind a proxy, server.trusted_proxies has to name the proxy.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "ip".
 */
export interface Ip {
  /**
   * Addresses and ranges that may come in.
   *
   * @minItems 1
   *
   * Items: An address, or a range as CIDR.
   */
  allow: string[];
}
/**
 * A field of the body with a secret value, JSON or form.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "body_secret".
 */
export interface BodySecret {
  /**
   * The field; it is never kept. Parts of it are joined with a point: data.id.
   */
  field: string;
  value: Credential6;
}
/**
 * A signature by a recipe of the sender's own: a digest of parts that are joined. `hmac` is shorter where the body's bytes are signed.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "signature".
 */
export interface Signature {
  /**
   * How it is made; sha256 and sha512 are hashes without a key, whose secret is one of the parts.
   */
  digest: "hmac-sha256" | "hmac-sha512" | "hmac-sha1" | "sha256" | "sha512";
  key?: Credential7;
  /**
   * How the signature is written. Default hex.
   */
  encoding?: "hex" | "base64";
  in: SignaturePlace;
  /**
   * What is signed: the parts in this order, with nothing between them.
   *
   * @minItems 1
   */
  of: SignedPart[];
  timestamp?: SignedTime;
  tolerance?: Duration1;
}
/**
 * Where the signature stands; it is never kept.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "signature_place".
 */
export interface SignaturePlace {
  header?: HeaderName;
  /**
   * What stands before the signature in the header, exactly so.
   */
  prefix?: string;
  /**
   * The header is a list such as `t=1,v1=ab`: the name of the signature in it, which may stand several times. The other names are pieces.
   */
  list?: string;
  /**
   * A field of the body. Parts of it are joined with a point: data.id.
   */
  body?: string;
  /**
   * A parameter of the query.
   */
  query?: string;
}
/**
 * One part of what is signed. What is not there, or has no text, lets nobody in.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "signed_part".
 */
export interface SignedPart {
  /**
   * The bytes of the body.
   */
  raw?: true;
  /**
   * A text that is always the same.
   */
  text?: string;
  value?: Credential8;
  header?: HeaderName1;
  /**
   * A piece of the signature's list, by its name.
   */
  piece?: string;
  /**
   * A text, number or boolean of the body, as text. Parts of it are joined with a point: data.id.
   */
  body?: string;
  pairs?: SignedPairs;
  query_pairs?: SignedQuery;
  /**
   * The body as JSON without blanks, the keys of each object sorted. Letters beyond ASCII, and a slash, may be written as JavaScript, Python or PHP write them.
   */
  sorted_json?: true;
}
/**
 * Fields of an object of the body as `name=value`, joined with &, not encoded. A number is written as JavaScript writes it; an object or list has no such form.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "signed_pairs".
 */
export interface SignedPairs {
  /**
   * The object. Parts of it are joined with a point: data.id. Default: the body.
   */
  of?: string;
  /**
   * The names in their order, each of which has to be there. Default: all that are there, sorted by the code units of their names.
   *
   * @minItems 1
   */
  fields?: string[];
  /**
   * Names that are left out.
   *
   * @minItems 1
   */
  without?: string[];
  /**
   * Values that are written as nothing. Default [null].
   */
  empty?: (string | null)[];
}
/**
 * Parameters of the query as they came, still encoded, sorted by name, joined with &.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "signed_query".
 */
export interface SignedQuery {
  /**
   * How the names begin of those that are signed. Default: all.
   */
  prefix?: string;
  /**
   * Names that are left out; that of the signature always is.
   *
   * @minItems 1
   */
  without?: string[];
  /**
   * Whether parameters without a value are signed: keep, or leave_out, the default.
   */
  empty?: "keep" | "leave_out";
}
/**
 * When the delivery was sent, by seconds or milliseconds since 1970, or ISO 8601 with a zone. It counts for what it is worth: let it be one of the parts.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "signed_time".
 */
export interface SignedTime {
  header?: HeaderName2;
  /**
   * A piece of the signature's list, by its name.
   */
  piece?: string;
  /**
   * A field of the body. Parts of it are joined with a point: data.id.
   */
  body?: string;
}
/**
 * The same delivery twice makes one run. The repeat is answered 200 with the first run's id, or as `accepted` says; in a flow with a `respond` step, what the first was answered, also after a restart.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "dedupe".
 */
export interface Dedupe {
  /**
   * What makes two deliveries the same; reads body, headers, query and params of the request.
   */
  key: string;
  ttl?: Duration2;
}
/**
 * For a flow with a `respond` step: how long the webhook waits for it, and what it answers when nothing has come.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "respond_options".
 */
export interface RespondOptions {
  timeout?: Duration3;
  fallback?: Fallback;
  /**
   * What is answered when the run fails before it has responded: the fallback, or status 500 with the code run_failed. Default fallback when the flow has one, else error.
   */
  when_failed?: "fallback" | "error";
}
/**
 * What is answered in place of a `respond` step: in time there was none (the run goes on, and a repeat gets what it says later), the run failed or was cancelled or ended without one, or the daemon stops.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "fallback".
 */
export interface Fallback {
  /**
   * HTTP status, 200 to 599. Default 200.
   */
  status?: number;
  /**
   * HTTP headers.
   */
  headers?: {
    [k: string]: string;
  };
  /**
   * Sent as JSON. Default {}.
   */
  body?:
    | {
        [k: string]: unknown;
      }
    | unknown[]
    | string
    | number
    | boolean
    | null;
}
/**
 * What the sender is answered once the run is kept, and again for a repeat, for senders that take only this for a success: GHN, GHTK and Nhanh.vn a 200, MoMo a 204, payOS {"success": true}. Default: 202 with the run's id, 200 for a repeat. A flow with a `respond` step answers by that.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "accepted".
 */
export interface Accepted {
  /**
   * HTTP status, 200 to 299. Default 200.
   */
  status?: number;
  /**
   * HTTP headers.
   */
  headers?: {
    [k: string]: string;
  };
  /**
   * Sent as JSON, as it stands here. Default the run's id; a 204 has none.
   */
  body?:
    | {
        [k: string]: unknown;
      }
    | unknown[]
    | string
    | number
    | boolean
    | null;
}
/**
 * What the sender is answered once the run is kept, and again for a repeat, for senders that take only this for a success: GHN, GHTK and Nhanh.vn a 200, MoMo a 204, payOS {"success": true}. Default: 202 with the run's id, 200 for a repeat. A flow with a `respond` step answers by that.
 */
export interface Accepted1 {
  /**
   * HTTP status, 200 to 299. Default 200.
   */
  status?: number;
  /**
   * HTTP headers.
   */
  headers?: {
    [k: string]: string;
  };
  /**
   * Sent as JSON, as it stands here. Default the run's id; a 204 has none.
   */
  body?:
    | {
        [k: string]: unknown;
      }
    | unknown[]
    | string
    | number
    | boolean
    | null;
}
/**
 * A GET by which the sender asks whether the address is the shop's: it brings a token and a text, and the text is the answer. It starts no run.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "handshake".
 */
export interface Handshake {
  verify_token: Credential10;
  /**
   * The parameter with the token; it is never kept. Default hub.verify_token.
   */
  token_in?: string;
  /**
   * The parameter with the text. Default hub.challenge.
   */
  challenge_in?: string;
}
/**
 * What the body of a trial has.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "trial".
 */
export interface Trial {
  /**
   * Fields of the body with their values, among others; {} is a body with nothing in it.
   */
  body: {
    [k: string]: unknown;
  };
  /**
   * true: it comes without what `auth` asks for. Default false.
   */
  unsigned?: boolean;
}
/**
 * One run at each slot of a cron expression, ever: also across restarts and reloads.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "schedule".
 */
export interface ScheduleTrigger {
  /**
   * Minute, hour, day of month, month, day of week.
   */
  cron: string;
  /**
   * IANA name of the time zone that the expression is meant in. Default UTC.
   */
  timezone?: string;
  /**
   * What happens to slots that passed while the daemon was down: all of them run, in order; only the latest; or none. Default none.
   */
  catch_up?: "all" | "latest" | "none";
}
/**
 * Runs with the same key belong together: how many of them go at once, and what happens to one that is too many.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "concurrency".
 */
export interface Concurrency {
  /**
   * Runs that give the same text here belong together, usually one customer.
   */
  key: string;
  /**
   * How many runs of one key go at once; a waiting run counts. Default 1.
   */
  limit?: number;
  /**
   * What happens to a run for which there is no place: queue waits its turn, in the order of acceptance; drop is recorded as cancelled and never runs; restart cancels the oldest run of the key at its next step, and its error names the newer run. Default queue.
   */
  when_full?: "queue" | "drop" | "restart";
}
/**
 * How often and when a call is tried again. Only reasons that can pass by themselves are tried again.
 */
export interface RetryConfig {
  /**
   * Tries in all, the first included. Default 5.
   */
  attempts?: number;
  delay?: Duration5;
  /**
   * exponential doubles the wait every time; fixed keeps it. Default exponential.
   */
  backoff?: "exponential" | "fixed";
  max_delay?: Duration6;
  /**
   * Shortens each wait by a random part, so that many runs don't try at one moment. Default true.
   */
  jitter?: boolean;
}
/**
 * One thing to do: an action, or what leads to others.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "step".
 */
export interface Step {
  /**
   * Small letters, digits and _, beginning with a letter; later steps name it so: {{steps.buyer.output.first_name}}. Unique in the flow. Default step_1, step_2, … by place.
   */
  id?: string;
  /**
   * What the step does, for people.
   */
  name?: string;
  /**
   * One template alone; the step is skipped when it gives false, 0, null, or an empty text or list.
   */
  if?: string | boolean;
  /**
   * An action: one call to the outside.
   */
  uses?: string;
  /**
   * The action's input, or with `call` the called flow's; any text in it may hold templates.
   */
  with?: {
    [k: string]: unknown;
  };
  /**
   * The connection of ahaflow.yaml, when it is not the flow's.
   */
  connection?: string;
  retry?: RetryConfig;
  timeout?: Duration7;
  /**
   * What to do when nobody knows whether the call arrived (time-out, no whole answer, a failure of the other side, or the process died while it was out): retry may do it twice, fail may leave it undone. Default retry.
   */
  on_doubt?: "retry" | "fail";
  /**
   * One template alone; the steps of the case equal to its value are done, compared as text.
   */
  switch?: string | number | boolean;
  /**
   * Steps by value.
   */
  cases?: {
    /**
     * The steps of this case.
     *
     * @minItems 1
     */
    [k: string]: Step[];
  };
  /**
   * Steps when no case is equal; without it nothing is done.
   *
   * @minItems 1
   */
  default?: Step[];
  /**
   * A list; the steps are done for each entry. The output is the list of what each entry gives, in order: its `output`, or else its last step's output.
   */
  for_each?: string | unknown[];
  /**
   * The name under which the steps read the entry. Default item.
   */
  as?: string;
  /**
   * The name under which the steps read the entry's place, from 0. Default index.
   */
  index?: string;
  /**
   * How many entries are worked on at once. With 1, the default, they go one after another, and `set` carries values from one to the next; with more, each has its own copy of vars.
   */
  concurrency?: number;
  /**
   * Done for each entry, from top to bottom.
   *
   * @minItems 1
   */
  steps?: Step[];
  /**
   * With `for_each`, what an entry gives, such as the card of a gallery; any text in it may hold templates, which read the entry and the steps done for it. With it, `steps` may be left out. With `uses: http.request`, what the body of the answer is like, for `validate`, `--dry-run` and tests: the path of a JSON file beside the flow with a body as it came (`ahaflow run --save-outputs` writes it), or a JSON Schema of the body. A run takes what comes.
   */
  output?: {
    [k: string]: unknown;
  };
  /**
   * Branches that are done side by side; all of them are waited for. The output is each branch's last output, by its name.
   */
  parallel?: {
    /**
     * The steps of this branch.
     *
     * @minItems 1
     */
    [k: string]: Step[];
  };
  wait?: Wait;
  /**
   * The name of another flow, done as a run of its own; `with` fits its `inputs`, and its `output` comes back.
   */
  call?: string;
  respond?: Respond;
  /**
   * Values into vars, for the steps after this one; any text may hold templates.
   */
  set?: {
    [k: string]: unknown;
  };
  stop?: Stop;
  /**
   * What to do when the step fails: the first entry that names the reason, or that names none, is done, and the run goes on. Its steps read {{error.reason}} and the like.
   *
   * @minItems 1
   */
  catch?: Catch[];
  /**
   * true lets the run go on after this step failed; later steps see it in {{steps.id.status}} and {{steps.id.error.reason}}. In for_each, the other entries go on too. Default false.
   */
  continue_on_error?: boolean;
}
/**
 * Rests until a time or a callback; the run takes no place and no memory meanwhile, and survives restarts.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "wait".
 */
export interface Wait {
  /**
   * How long: a number and ms, s, m, h or d; may be a template.
   */
  for?: string;
  /**
   * A time: ISO 8601, `30/12/2026 09:00` in Asia/Ho_Chi_Minh, or milliseconds since 1970; one that has passed does not wait. May be a template.
   */
  until?: string | number;
  webhook?: Callback;
}
/**
 * A request on the webhook listener lets the run go on; the step's output is its body, query and headers. One that comes before its step is kept for it (docs/reliability.md).
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "callback".
 */
export interface Callback {
  /**
   * Path on the listener, with the parameter :key in it. Not the path of another flow.
   */
  path: string;
  /**
   * Methods that are taken. Default [POST]: link previews send GET by themselves.
   *
   * @minItems 1
   */
  methods?: ("GET" | "POST" | "PUT" | "PATCH" | "DELETE")[];
  /**
   * What stands for :key in the path of the callback for this run; {{run.id}} can't be guessed.
   */
  key: string;
  timeout?: Duration8;
  /**
   * Done when the time is over; without it the step then fails with the reason timeout.
   *
   * @minItems 1
   */
  on_timeout?: Step[];
}
/**
 * What the waiting webhook answers; the run goes on after it. Any text may hold templates.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "respond".
 */
export interface Respond {
  /**
   * HTTP status, 200 to 599. Default 200.
   */
  status?: number | string;
  /**
   * HTTP headers.
   */
  headers?: {
    [k: string]: string;
  };
  /**
   * Sent as JSON; with `messages` in it, it has to be what AhaChat's JSON API block shows (docs/ahachat-api.md).
   */
  body?:
    | {
        [k: string]: unknown;
      }
    | unknown[]
    | string
    | number
    | boolean
    | null;
}
/**
 * Ends the run here.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "stop".
 */
export interface Stop {
  /**
   * How the run ends. Default succeeded.
   */
  status?: "succeeded" | "failed" | "cancelled";
  /**
   * Why, for people.
   */
  reason?: string;
}
/**
 * What to do about some failures of a step.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "catch".
 */
export interface Catch {
  /**
   * Failures that this is for; without it, any.
   *
   * @minItems 1
   */
  reasons?: Reason[];
  /**
   * Done when the step has failed for one of the reasons.
   *
   * @minItems 1
   */
  steps: Step[];
}
