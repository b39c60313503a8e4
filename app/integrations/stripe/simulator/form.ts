/** What a form-encoded body becomes: `a[b][0]=x` is `{ a: { b: ["x"] } }`. Stripe's values are all text. */
export type Form = { [key: string]: FormValue };
export type FormValue = string | Form | FormValue[];

/** Reads Stripe's form encoding: brackets nest, numbers and empty brackets make lists. */
export function decodeForm(encoded: string): Form {
  const form: Form = {};
  for (const [name, value] of new URLSearchParams(encoded)) {
    const path = [...name.matchAll(/[^[\]]+|\[\]/g)].map(([part]) => part);
    put(form, path, value);
  }
  return withLists(form) as Form;
}

function put(form: Form, [first = "", ...rest]: string[], value: string): void {
  const key = first === "[]" ? String(Object.keys(form).length) : first;
  if (rest.length === 0) form[key] = value;
  else put((form[key] ??= {}) as Form, rest, value);
}

function withLists(value: FormValue): FormValue {
  if (typeof value === "string" || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, withLists(inner)] as const);
  const isList = entries.length > 0 && entries.every(([key], position) => key === String(position));
  return isList ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

/** The text at a path (`line_items.0.quantity`), or undefined. */
export function textAt(form: Form, path: string): string | undefined {
  let value: FormValue | undefined = form;
  for (const key of path.split(".")) value = typeof value === "object" ? (value as Form)[key] : undefined;
  return typeof value === "string" ? value : undefined;
}

/** The names and texts at a path, for metadata. */
export function textsAt(form: Form, key: string): Record<string, string> {
  const value = form[key];
  const entries = typeof value === "object" && !Array.isArray(value) ? Object.entries(value) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}
