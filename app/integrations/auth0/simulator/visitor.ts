/** A browser without a window, for tests: keeps cookies (all of localhost in one jar, as browsers do) and follows redirects. */
export class Visitor {
  readonly cookies = new Map<string, string>();

  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  /** Takes the cookies that an answer sets or clears. */
  remember(answer: Response): Response {
    for (const line of answer.headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split(/;\s*/);
      const equals = pair.indexOf("=");
      const name = pair.slice(0, equals);
      const isGone = attributes.some((one) => /^(max-age=0|expires=.*\b1970\b.*)$/i.test(one));
      if (isGone) this.cookies.delete(name);
      else this.cookies.set(name, pair.slice(equals + 1));
    }
    return answer;
  }

  async request(url: string, form?: Record<string, string>): Promise<Response> {
    const headers = { cookie: this.cookieHeader };
    const body = form && new URLSearchParams(form);
    return this.remember(await fetch(url, { headers, redirect: "manual", ...(body && { method: "POST", body }) }));
  }

  /** Goes where the redirects lead, and stops at a page or before the first address that starts with `stopAt`. */
  async follow(url: string, stopAt: string, form?: Record<string, string>): Promise<{ url: string; page?: string }> {
    const answer = await this.request(url, form);
    const location = answer.headers.get("location");
    if (!location) return { url, page: await answer.text() };
    const next = new URL(location, url).href;
    return next.startsWith(stopAt) ? { url: next } : this.follow(next, stopAt);
  }

  /** From the address that begins a sign-in to the one that ends it, clicking on `subject` (or on "do not sign in") where asked. */
  async signIn(authorize: string, callback: string, subject: string | undefined): Promise<URL> {
    const asked = await this.follow(authorize, callback);
    if (!asked.page) return new URL(asked.url);
    const again = /name="again" value="([^"]*)"/.exec(asked.page)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const answered = await this.follow(asked.url, callback, { again, ...(subject ? { subject } : { deny: "yes" }) });
    return new URL(answered.url);
  }
}
