import { en } from "./en";
import { fa } from "./fa";
import { translatorOf } from "./translator";

/** Every language's translator, for rendering on the server, made once; a browser makes only its own. */
export const translators = { en: translatorOf("en", en), fa: translatorOf("fa", fa) };
