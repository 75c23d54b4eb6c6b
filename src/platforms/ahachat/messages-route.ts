import type { PlatformRoute } from "../route.ts";

/**
 * Where the JSON API block of `via: blocks` fetches the messages of a `send_dynamic`: once, they are used
 * up when an answer with them has gone out whole. A block may use any method.
 */
export const messagesRoute: PlatformRoute = {
  path: /^\/ahaflow\/messages\/([0-9a-f]{32})$/,
  methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
  async answer({ id, method }, { findMessages, forgetMessages }) {
    const messages = await findMessages(id);
    if (messages === undefined)
      return {
        status: 404,
        code: "no_such_messages",
        message: "there are no messages here, or not any more",
      };
    const body = { messages };
    return method === "HEAD" ? { body } : { body, sent: () => forgetMessages(id) };
  },
};
