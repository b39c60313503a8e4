import type { Session } from "./objects";

const style = `
  :root { color-scheme: light dark; --paper: #f6f5f1; --card: #fff; --ink: #1d1f23; --quiet: #63676e; --line: #dcdad3; --accent: #2f5d50; --on-accent: #fff; --warn: #8a3324; }
  @media (prefers-color-scheme: dark) { :root { --paper: #16181b; --card: #1f2226; --ink: #eceae4; --quiet: #a0a4ab; --line: #363a40; --accent: #8fc4b2; --on-accent: #10201b; --warn: #f0a08f; } }
  * { box-sizing: border-box; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
  main { inline-size: min(26rem, 100%); background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 2rem; }
  p { margin: 0; } h1 { margin: .25rem 0 1.5rem; font-size: 2.5rem; line-height: 1.1; font-variant-numeric: tabular-nums; }
  .quiet { color: var(--quiet); } .warn { color: var(--warn); margin-block-end: 1rem; }
  .note { border-block-start: 1px solid var(--line); margin-block-start: 1.5rem; padding-block-start: 1rem; font-size: .875rem; }
  form + form { margin-block-start: .75rem; }
  button { inline-size: 100%; font: inherit; font-weight: 600; padding: .75rem 1rem; border-radius: 8px; border: 1px solid var(--line); background: transparent; color: inherit; cursor: pointer; }
  button.pay { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
  button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }`;

/** The hosted page of an open session: what is bought for how much, Pay and Cancel. `problem` is what the last try came to. */
export function checkoutPage(session: Session, problem?: string): string {
  const amount = amountOf(session);
  return page(
    `Pay ${amount}`,
    `<p class="quiet">${escaped(session.kept.name)}</p>
    <h1>${escaped(amount)}</h1>
    ${problem ? `<p class="warn" role="alert">${escaped(problem)}</p>` : ""}
    <form method="post" action="/c/pay/${session.id}/pay"><button class="pay">Pay ${escaped(amount)}</button></form>
    ${session.cancel_url ? `<form method="post" action="/c/pay/${session.id}/cancel"><button>Cancel</button></form>` : ""}`,
  );
}

/** What is shown for a session that cannot be paid (any more). */
export function closedPage(message: string): string {
  return page(
    message,
    `<h1 style="font-size:1.5rem">${escaped(message)}</h1><p class="quiet">Go back to Atrium and begin again.</p>`,
  );
}

function page(title: string, content: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · checkout simulator</title><link rel="icon" href="data:,"><style>${style}</style></head>
<body><main>${content}
<p class="quiet note">This page stands in for Stripe's checkout. It is a simulator: no card is asked for and no money moves.</p></main></body></html>`;
}

function amountOf({ amount_total, currency }: Session): string {
  const format = new Intl.NumberFormat("en-GB", { style: "currency", currency: currency.toUpperCase() });
  return format.format(amount_total / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
