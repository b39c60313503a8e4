/** An error as Stripe words it. */
export class StripeRefusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly detail: { type?: string; code?: string; param?: string } = {},
  ) {
    super(message);
  }

  get body() {
    return { error: { type: "invalid_request_error", ...this.detail, message: this.message } };
  }
}

export function missing(kind: string, id: string, param = "id"): never {
  throw new StripeRefusal(param === "id" ? 404 : 400, `No such ${kind}: '${id}'`, { code: "resource_missing", param });
}

export function wrong(param: string, message: string, code = "parameter_invalid"): never {
  throw new StripeRefusal(400, message, { code, param });
}
