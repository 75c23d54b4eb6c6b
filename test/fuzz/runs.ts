/** Tries of each property: few in `npm test`; AHAFLOW_FUZZ_RUNS gives more. */
export const RUNS = Number(process.env["AHAFLOW_FUZZ_RUNS"] ?? "100");
