import type { Endpoint, EndpointName } from "./settings.ts";

/** A call of the AhaChat API and how sure we are of it. */
export interface MarkedEndpoint extends Endpoint {
  /** documented: on AhaChat's help pages. assumed: nothing public says it. */
  readonly mark: "documented" | "assumed";
}

/**
 * Every call, by the name that `endpoints:` of a connection replaces it by. Parts in braces are
 * filled in, URL-encoded.
 */
export const ENDPOINTS: { readonly [name in EndpointName]: MarkedEndpoint } = {
  find_user: assumed("GET", "/users/{user_id}"),
  find_user_by_phone: assumed("GET", "/phones?phone={phone}"),
  add_tags: assumed("POST", "/users/{user_id}/tags"),
  remove_tags: assumed("DELETE", "/users/{user_id}/tags"),
  add_attributes: assumed("POST", "/users/{user_id}/attributes"),
  reset_attributes: assumed("DELETE", "/users/{user_id}/attributes"),
  send_text: assumed("POST", "/users/{user_id}/messages"),
  send_dynamic: assumed("POST", "/users/{user_id}/messages"),
  send_broadcast: documented("POST", "/users/{user_id}/send"),
  send_broadcast_by_phone: documented("POST", "/phones/send"),
};

function assumed(method: Endpoint["method"], path: string): MarkedEndpoint {
  return { method, path: `/api/bots/{bot_id}${path}`, mark: "assumed" };
}

function documented(method: Endpoint["method"], path: string): MarkedEndpoint {
  return { method, path: `/api/bots/{bot_id}${path}`, mark: "documented" };
}
