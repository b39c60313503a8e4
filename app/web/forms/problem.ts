import type { RefusalParams } from "~/core/app-error";

/** What a page says when it could not do what was asked: a sentence of the catalogue and the id under which the log knows it. */
export type Problem = { code: string; params?: RefusalParams; requestId?: string };
