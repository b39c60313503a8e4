import type { ActivityPage } from "./activities-of.server";
import type { ActivityLine } from "./activity-line";

const PAGE = 500;

/** All that `ask` has, page after page: of a log of any length no more than one page is ever held. */
export async function* pagesOfActivity(
  ask: (page: ActivityPage) => Promise<ActivityLine[]>,
): AsyncGenerator<ActivityLine[], void> {
  for (let before: string | undefined; ;) {
    const lines = await ask({ limit: PAGE, before });
    if (lines.length > 0) yield lines;
    before = lines.at(-1)?.id;
    if (lines.length < PAGE) return;
  }
}
