/** How the simulated platform says no: an HTTP status and Messenger's code, as docs/ahachat-api.md has them. */
export class ApiRefusal extends Error {
  override readonly name = "ApiRefusal";
  readonly status: number;
  readonly code: number;
  readonly subcode: number | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    result: string,
    error: { code: number; subcode?: number },
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(result);
    this.status = status;
    this.code = error.code;
    this.subcode = error.subcode;
    this.headers = headers;
  }
}

/** The body of every refusal. */
export function refusalBody(result: string, code: number, subcode?: number): object {
  return { success: false, result, error: { code, ...(subcode !== undefined && { subcode }) } };
}

/** A parameter that can't be used: 400, code 100. */
export function invalid(result: string): ApiRefusal {
  return new ApiRefusal(400, result, { code: 100 });
}

/** Unknown bot or wrong token: 401, code 190; the same for both, so ids can't be guessed. */
export function badToken(): ApiRefusal {
  return new ApiRefusal(401, "unknown bot or wrong token", { code: 190 });
}

/** No such user: 404, code 100/2018001. */
export function noSuchUser(): ApiRefusal {
  return new ApiRefusal(404, "no such user", { code: 100, subcode: 2018001 });
}

/** The customer wrote more than 24 hours ago: 400, code 10/2018278. */
export function windowClosed(): ApiRefusal {
  return new ApiRefusal(400, "outside the 24-hour window", { code: 10, subcode: 2018278 });
}

/** The customer can't be reached: 400, code 551. */
export function userUnavailable(): ApiRefusal {
  return new ApiRefusal(400, "this user is not available", { code: 551 });
}

/** Too many calls in one second: 429, code 613, and when to come back. */
export function tooManyCalls(): ApiRefusal {
  return new ApiRefusal(429, "too many calls for this bot", { code: 613 }, { "Retry-After": "1" });
}
