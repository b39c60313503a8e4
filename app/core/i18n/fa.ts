import { apart } from "./fa/apart";
import { first } from "./fa/first";

export const fa = { ...first, ...apart };
