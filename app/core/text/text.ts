/**
 * What of a text nobody could see or keep: control characters (tabs and line breaks among them), line and paragraph separators, and the
 * characters that only change in which direction others are shown or have no shape at all, so that a name reads as another. The two joiners stay:
 * Persian and emoji are written with them. Written out, because the same
 * pattern stands in the API's document, where programs of every language read it.
 */
const UNSEEN =
  "\\u00AD\\u061C\\u115F\\u1160\\u180E\\u200B\\u200E\\u200F\\u2028\\u2029\\u202A-\\u202E\\u2060-\\u2069\\u3164\\uFEFF\\uFFA0";
const CONTROLS = "\\u0000-\\u001F\\u007F-\\u009F";
const CONTROLS_BUT_BREAKS = "\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F";

/** Text that stays on one line, such as a name. */
export const singleLine = new RegExp(`^[^${CONTROLS}${UNSEEN}]*$`);

/** Text of several lines: line breaks and tabs are a part of it. */
export const multiLine = new RegExp(`^[^${CONTROLS_BUT_BREAKS}${UNSEEN}]*$`);

/** A NUL, and half of a character that takes two: what PostgreSQL keeps in no text. */
const unstorable = /\0|\p{Surrogate}/u;

export function isStorable(text: string): boolean {
  return !unstorable.test(text);
}

/**
 * Where in a value that was read from JSON or from a form the first text is that cannot be stored, as a path such as `config.name`;
 * undefined where there is none. Names count as texts. However deep a value is, it is looked through.
 */
export function unstorableIn(value: unknown): string | undefined {
  const left: Place[] = [{ value }];
  for (let place = left.pop(); place; place = left.pop()) {
    if (typeof place.value === "string" && !isStorable(place.value)) return pathOf(place);
    if (typeof place.value !== "object" || place.value === null) continue;
    for (const [name, inner] of Object.entries(place.value)) {
      if (!isStorable(name)) return pathOf(place);
      left.push({ value: inner, name, within: place });
    }
  }
  return undefined;
}

/** Nobody looks for a field deeper than that. */
const DEEPEST = 10;

type Place = { value: unknown; name?: string; within?: Place };

function pathOf(place: Place): string {
  const names: string[] = [];
  for (let at: Place | undefined = place; at; at = at.within) if (at.name !== undefined) names.push(at.name);
  return names.reverse().slice(0, DEEPEST).join(".");
}

/** What a JSON text says; undefined for what is no JSON, and for what holds text that cannot be stored. */
export function readJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return unstorableIn(value) === undefined ? value : undefined;
  } catch {
    return undefined;
  }
}

const notOnOneLine = new RegExp(`(?:[\\s${CONTROLS}${UNSEEN}]|\\p{Surrogate})+`, "gu");

/** A text of somebody else's making as it may be shown on one line: what cannot be seen or kept is a blank. */
export function asSingleLine(text: string): string {
  return text.replace(notOnOneLine, " ").normalize("NFC").trim();
}
