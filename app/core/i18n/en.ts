import { apart } from "./en/apart";
import { first } from "./en/first";

export const en = { ...first, ...apart };
