/** A small API and the documents that describe it, for tests. */
import { type Files, problemsIn, projectFolder } from "../../flows/check-project.ts";

/** In YAML, spread over two files, with schemas that refer to themselves. */
export const CRM: Files = {
  "apis/crm.yaml": `openapi: 3.0.3
info: { title: CRM, version: "1" }
servers: [{ url: "https://crm.example.com/{version}", variables: { version: { default: v1 } } }]
security: [{ ApiKey: [] }]
paths:
  /leads:
    post:
      operationId: createLead
      summary: Creates a lead.
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: "#/components/schemas/NewLead" }
      responses:
        "201":
          description: It was made.
          content: { application/json: { schema: { $ref: "#/components/schemas/Lead" } } }
    get:
      parameters:
        - { name: status, in: query, schema: { type: string, enum: [new, won] } }
        - { name: limit, in: query, schema: { type: integer, maximum: 100 } }
      responses:
        "200":
          description: Those that there are.
          content:
            application/json:
              schema: { type: array, items: { $ref: "#/components/schemas/Lead" } }
  /leads/{lead_id}/notes:
    post:
      operationId: leads/add-note
      parameters:
        - { name: lead_id, in: path, required: true, schema: { type: integer, format: int64 } }
      requestBody: { content: { application/json: { schema: { $ref: "parts.yaml#/Note" } } } }
      responses: { "204": { description: Done. } }
components:
  securitySchemes: { ApiKey: { type: apiKey, in: header, name: X-Api-Key } }
  schemas:
    NewLead:
      type: object
      required: [name, phone]
      properties:
        id: { type: integer, format: int64, readOnly: true }
        name: { type: string }
        phone: { type: string, nullable: true }
        source: { type: string, enum: [web, zalo, messenger] }
        score: { type: integer, minimum: 0, exclusiveMinimum: true }
        address: { $ref: "#/components/schemas/Address" }
        parent: { $ref: "#/components/schemas/NewLead" }
    Address: { type: object, properties: { street: { type: string }, city: { type: string } } }
    Lead:
      allOf:
        - $ref: "#/components/schemas/NewLead"
        - type: object
          required: [id]
          properties: { related: { type: array, items: { $ref: "#/components/schemas/Lead" } } }
`,
  "apis/parts.yaml": `Note:
  type: object
  required: [text]
  properties:
    text: { type: string }
    by: { $ref: "crm.yaml#/components/schemas/Address" }
`,
};

/** A configuration with the API, at an address, and with what else the connection says. */
export function crmConfig(more = "", after = ""): string {
  const document = more.includes("document:") ? "" : "document: apis/crm.yaml, ";
  const auth = more.includes("auth:") ? "" : 'auth: { ApiKey: "${env:KEY:-a-key-of-the-crm}" }, ';
  return `connections:
  crm: { type: openapi, ${document}${auth}${more} }
${after}`;
}

/** What is wrong with a project of the API, in short: place, rule, message; hint. */
export async function crmProblems(files: Files): Promise<string[]> {
  const folder = projectFolder({ "ahaflow.yaml": crmConfig(), ...CRM, ...files });
  const problems = await problemsIn(folder);
  return problems.map(({ rule, message, hint = "", where }) => {
    const file = where.file.replace(/^.*\/(?=(flows|apis)\/|ahaflow\.yaml$)/, "");
    return `${file}:${where.line}:${where.column} ${rule}: ${message}; ${hint}`;
  });
}
