#!/usr/bin/env bash
# formidable 3.5.4, with busboy 1.6.0 (of multer) and the formData() of Node's own fetch beside it; seen 2026-11-29 with Node 20.20
#   and 24.21.
# Likely guess: of a form, a part with a file name is a file, and one without is a field, whatever type it says or does not say:
#   a part's type is optional and text/plain by default (RFC 7578, 4.4).
# Behaviour: formidable asks for the type alone. A file that is sent without one, as Python's requests does, is a field, and its
#   bytes are read as UTF-8 and lost. A field that says its type, as a client does that sends JSON beside a file, is a file on
#   the disk, without a name. fields.meta and files.photo are undefined, and there is no error.
# Seen: the lines below: what each part is for each reader, and its bytes.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund formidable@3.5.4 busboy@1.6.0
cat >try.mjs <<'JS'
import { readFileSync } from "node:fs";
import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import busboy from "busboy";
import { formidable } from "formidable";
const photo = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);
const part = (lines, content) => Buffer.concat([Buffer.from(`--limit\r\n${lines.join("\r\n")}\r\n\r\n`), content, Buffer.from("\r\n")]);
const disposition = (name, file = "") => `Content-Disposition: form-data; name="${name}"${file}`;
const parts = {
  "a field": part([disposition("meta")], Buffer.from("{}")),
  "a field with a type": part([disposition("meta"), "Content-Type: application/json"], Buffer.from("{}")),
  "a file": part([disposition("photo", '; filename="a.jpg"'), "Content-Type: image/jpeg"], photo),
  "a file without a type": part([disposition("photo", '; filename="a.jpg"')], photo),
};
const headersOf = (body) => ({ "content-type": "multipart/form-data; boundary=limit", "content-length": String(body.length) });
const readers = {
  formidable: async (body) => {
    const request = Object.assign(new PassThrough(), { headers: headersOf(body) });
    request.end(body);
    const [fields, files] = await formidable({}).parse(request);
    const [file] = Object.values(files).flat();
    return file ? [`file ${file.originalFilename}`, readFileSync(file.filepath)] : ["field", Buffer.from(Object.values(fields).flat()[0])];
  },
  busboy: (body) =>
    new Promise((resolve, reject) => {
      const reader = busboy({ headers: headersOf(body) });
      reader.on("field", (_, value) => resolve(["field", Buffer.from(value)]));
      reader.on("file", (_, content, { filename }) => buffer(content).then((bytes) => resolve([`file ${filename}`, bytes]), reject));
      reader.on("error", reject).end(body);
    }),
  fetch: async (body) => {
    const [value] = (await new Response(body, { headers: headersOf(body) }).formData()).values();
    return typeof value === "string" ? ["field", Buffer.from(value)] : [`file ${value.name}`, Buffer.from(await value.arrayBuffer())];
  },
};
for (const [what, bytes] of Object.entries(parts)) {
  const seen = [];
  for (const [name, read] of Object.entries(readers)) {
    const [kind, content] = await read(Buffer.concat([bytes, Buffer.from("--limit--\r\n")]));
    seen.push(`${name} ${kind} ${content.toString("hex")}`);
  }
  console.log(`${what}: ${seen.join(", ")}`);
}
JS
node --no-warnings try.mjs | tee seen
cat >wanted <<'TXT'
a field: formidable field 7b7d, busboy field 7b7d, fetch field 7b7d
a field with a type: formidable file null 7b7d, busboy field 7b7d, fetch field 7b7d
a file: formidable file a.jpg ffd8ffe0, busboy file a.jpg ffd8ffe0, fetch file a.jpg ffd8ffe0
a file without a type: formidable field efbfbdefbfbdefbfbd, busboy file a.jpg ffd8ffe0, fetch file a.jpg ffd8ffe0
TXT
diff wanted seen
