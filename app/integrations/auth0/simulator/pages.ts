export type Person = {
  subject: string;
  email: string;
  name: string;
  givenName: string;
  familyName: string;
  /** Who they are in a few words, under the name. */
  role?: string;
  emailVerified?: boolean;
};

/** One button per person. `again` is the request that led here, in case the provider has forgotten it by the time of the click. */
export function peoplePage(client: string, people: readonly Person[], again: string): string {
  return page(
    `Sign in to ${client}`,
    `<p>This page stands in for the sign-in of your organisation. Who are you?</p>
    <form method="post">
      <input type="hidden" name="again" value="${escaped(again)}">
      ${people.map(personButton).join("\n      ")}
      <button class="quiet" name="deny" value="yes">Do not sign in</button>
    </form>`,
  );
}

function personButton(person: Person): string {
  const about = [person.role, person.email, person.emailVerified === false ? "e-mail not verified" : undefined];
  return `<button class="person" name="subject" value="${escaped(person.subject)}">
        <span class="mark" aria-hidden="true">${escaped(person.name.slice(0, 1))}</span>
        <span><strong>${escaped(person.name)}</strong><small>${about.flatMap((words) => (words ? [escaped(words)] : [])).join(" · ")}</small></span>
      </button>`;
}

/** For a page that was reloaded after the provider forgot the request. */
export function expiredPage(redirectUris: readonly string[]): string {
  const origins = [...new Set(redirectUris.map((uri) => new URL(uri).origin))];
  const links = origins.map((origin) => `<li><a href="${escaped(origin)}">${escaped(origin)}</a></li>`);
  return page(
    "This sign-in has expired",
    `<p>Go back to where you came from and sign in again.</p><ul>${links.join("")}</ul>`,
  );
}

export function problemPage(title: string, problem: string): string {
  return page(title, `<p>${escaped(problem)}</p><p>Go back to where you came from and sign in again.</p>`);
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escaped(value: string): string {
  return value.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="icon" href="data:,">
  <title>${escaped(title)}</title>
  <style>${style}</style>
</head>
<body>
  <main>
    <h1>${escaped(title)}</h1>
    ${body}
  </main>
</body>
</html>`;
}

const style = `
  :root { color-scheme: light dark; --ground: light-dark(#f4f4f1, #141517); --sheet: light-dark(#fff, #1d1f22); --ink: light-dark(#1c1d1f, #ececea);
    --soft: light-dark(#5e6166, #a2a6ac); --line: light-dark(#dedfdb, #34373c); --accent: light-dark(#1f5f5b, #7cc5be); }
  * { box-sizing: border-box; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem; background: var(--ground); color: var(--ink);
    font: 16px/1.5 system-ui, sans-serif; }
  main { width: 100%; max-width: 26rem; padding: 2rem; background: var(--sheet); border: 1px solid var(--line); border-radius: 14px; }
  h1 { margin: 0 0 .25rem; font-size: 1.35rem; letter-spacing: -.01em; text-wrap: balance; }
  p { margin: 0 0 1.25rem; color: var(--soft); }
  a { color: var(--accent); }
  form { display: grid; gap: .625rem; }
  button { font: inherit; color: inherit; cursor: pointer; }
  .person { display: flex; align-items: center; gap: .875rem; padding: .75rem .875rem; text-align: start; background: none; border: 1px solid var(--line);
    border-radius: 10px; }
  .person:hover { border-color: var(--accent); }
  :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
  .mark { flex: none; display: grid; place-items: center; width: 2.25rem; height: 2.25rem; border-radius: 50%; background: var(--accent); color: var(--sheet);
    font-weight: 600; }
  strong, small { display: block; }
  strong { font-weight: 600; }
  small { color: var(--soft); overflow-wrap: anywhere; }
  .quiet { margin-top: .5rem; padding: .5rem; background: none; border: 0; color: var(--soft); text-decoration: underline; text-underline-offset: 3px; }
`;
