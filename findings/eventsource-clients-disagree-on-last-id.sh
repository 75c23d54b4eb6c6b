#!/usr/bin/env bash
# undici 7.30.0 (its EventSource) and eventsource 4.1.1, two clients of one standard; seen 2026-11-28, Node 20.20 and 24.21.
# Likely guess: after a reconnect both send the id of the last event that had one, and an "id" line without a
#   value clears it.
# Behaviour: they agree on the first reconnect alone.
#   - An event without an id, after a reconnect: undici goes on sending the old id; eventsource gives the event an
#     empty lastEventId and from then on sends no Last-Event-ID at all, so a server starts from its beginning
#     (after one more reconnect than most tests make).
#   - An empty "id" line: undici shows "" on the event and still sends the old id at the next reconnect.
#   - An id in a block without data: undici keeps it, eventsource forgets it.
# Seen: the lines below; the server ends each answer, so each event is one connection.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null
npm install --silent --no-audit --no-fund undici@7.30.0 eventsource@4.1.1
cat >try.mjs <<'JS'
import { createServer } from "node:http";
import { EventSource as Package } from "eventsource";
import { EventSource as Undici } from "undici";
const answers = ["retry: 20\nid: 1\ndata: a\n\n", "data: b\n\n", "data: c\n\n", "id\ndata: d\n\n", "id: 7\n\n", "data: e\n\n"];
for (const [name, Source] of [["undici", Undici], ["eventsource", Package]]) {
  const headers = [];
  const events = [];
  await new Promise((done) => {
    const server = createServer((request, response) => {
      headers.push(request.headers["last-event-id"] ?? "-");
      if (headers.length <= answers.length) {
        response.writeHead(200, { "content-type": "text/event-stream" }).end(answers[headers.length - 1]);
        return;
      }
      source.close();
      response.writeHead(204).end();
      server.close(done);
      server.closeAllConnections();
    });
    let source;
    server.listen(0, "127.0.0.1", () => {
      source = new Source(`http://127.0.0.1:${server.address().port}`);
      source.onmessage = ({ data, lastEventId }) => events.push(`${data}=${lastEventId || "-"}`);
    });
  });
  console.log(`${name}: sent ${headers.join(" ")}, events ${events.join(" ")}`);
}
JS
node --no-warnings try.mjs | tee seen
cat >wanted <<'TXT'
undici: sent - 1 1 1 1 7 7, events a=1 b=1 c=1 d=- e=7
eventsource: sent - 1 1 1 - - -, events a=1 b=- c=- d=- e=-
TXT
diff wanted seen
