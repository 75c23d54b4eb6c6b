// The least of a platform: answers every call {"success":true}, and counts.
import { createServer } from "node:http";

let calls = 0;
const server = createServer((request, response) => {
  if (request.url === "/count") return response.end(String(calls));
  request.resume().on("end", () => {
    calls++;
    response.setHeader("content-type", "application/json");
    response.end('{"success":true}');
  });
});
server.listen(0, "127.0.0.1", () => {
  console.log(JSON.stringify({ msg: "ready", url: `http://127.0.0.1:${server.address().port}` }));
});
process.on("SIGTERM", () => process.exit(0));
