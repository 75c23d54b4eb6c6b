/**
 * What flows call an operation: `createLead`, `create-lead` and `leads/create` in small letters, digits
 * and _. One that has no id gets its method and path: `get_leads_lead_id`.
 */
export function operationName(operationId: unknown, method: string, path: string): string {
  const named = typeof operationId === "string" ? inSnakeCase(operationId) : "";
  return named === "" ? inSnakeCase(`${method} ${path}`) : named;
}

function inSnakeCase(text: string): string {
  return text
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[đĐ]/g, "d")
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .replaceAll(/[^A-Za-z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "")
    .toLowerCase();
}
