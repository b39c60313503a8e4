import { renderToStaticMarkup } from "react-dom/server";
import { I18nextProvider } from "react-i18next";
import { expect, test } from "vitest";
import { instant } from "~/core/clock";
import { translators } from "~/core/i18n/translators.server";
import { NowProvider } from "~/ui/kit/live/now";
import { RelativeTime, Time } from "./time";

const at = instant("2026-11-22T22:30:00Z");

function written(timeZone?: string): string {
  return renderToStaticMarkup(
    <I18nextProvider i18n={translators.en}>
      <NowProvider now={at} timeZone={timeZone}>
        <Time at={at} />
        <RelativeTime at={at} />
      </NowProvider>
    </I18nextProvider>,
  );
}

test("the server already writes times in the zone that the member chose", () => {
  expect(written("Asia/Tehran")).toContain("23 Nov 2026, 02:00");
  expect(written("America/New_York")).toContain("22 Nov 2026, 17:30");
  expect(written("America/New_York")).not.toContain("UTC");
});

test("until a zone is known the server writes UTC and says so", () => {
  expect(written()).toContain("22 Nov 2026, 22:30 UTC");
});
