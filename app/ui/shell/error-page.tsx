import { useTranslation } from "react-i18next";
import { instant } from "~/core/clock";
import { paths } from "~/core/paths";
import { Button, PlainLinkButton } from "~/ui/kit/forms/button";
import { Reference } from "~/ui/kit/notice";
import { Time } from "~/ui/kit/time";
import { useSentence } from "~/ui/kit/sentence";
import type { Problem } from "~/ui/view-models";

export type ErrorPageProps = { status: number; problem?: Problem; requestId?: string };

const known = [403, 404, 503] as const;

/** A page that could not be shown: each kind in its own words, with a way on. Links load anew, because what is loaded may be broken. */
export function ErrorPage({ status, problem, requestId = problem?.requestId }: ErrorPageProps) {
  const { t } = useTranslation();
  const kind = known.find((one) => one === status) ?? 500;
  if (problem?.code === "suspended") return <SuspendedPage problem={problem} />;
  return (
    <div className="max-w-xl py-6">
      <p aria-hidden className="font-mono text-sm text-faint">
        <bdi dir="ltr">{status}</bdi>
      </p>
      <h1 className="mt-2 text-2xl tracking-tight">{t(`shell.error.title_${kind}`)}</h1>
      <Cause kind={kind} problem={problem} requestId={requestId} />
      <div className="mt-6 flex flex-wrap gap-2">
        <PlainLinkButton href={paths.home} tone="primary">
          {t("shell.error.home")}
        </PlainLinkButton>
        {kind !== 404 && kind !== 403 && <PlainLinkButton href="">{t("shell.error.again")}</PlainLinkButton>}
      </div>
      <ReferenceBelow requestId={requestId} />
    </div>
  );
}

type CauseProps = Omit<ErrorPageProps, "status"> & { kind: (typeof known)[number] | 500 };

function Cause({ kind, problem, requestId }: CauseProps) {
  const { t } = useTranslation();
  const sentence = useSentence();
  return (
    <p className="mt-3 text-lg text-soft">
      {problem ? sentence(problem) : t(`shell.error.text_${kind}`)}
      {kind === 500 && requestId && ` ${t("shell.error.sendReference")}`}
    </p>
  );
}

function ReferenceBelow({ requestId }: { requestId: string | undefined }) {
  return (
    requestId && (
      <div className="mt-8 border-t border-line pt-4">
        <Reference id={requestId} />
      </div>
    )
  );
}

/** For a member who is kept out: why, and the one thing left to do. */
function SuspendedPage({ problem }: { problem: Problem }) {
  const { t } = useTranslation();
  const { reason, stopsAt } = problem.params ?? {};
  return (
    <div className="max-w-xl py-6">
      <h1 className="text-2xl tracking-tight">{t("shell.error.title_suspended")}</h1>
      {reason && (
        <p className="mt-3 text-lg text-pretty">
          <bdi>{reason}</bdi>
        </p>
      )}
      {stopsAt && (
        <p className="mt-3 text-soft">
          {t("shell.error.suspendedStops")} <Time at={instant(stopsAt)} />
        </p>
      )}
      <p className="mt-3 text-soft">{t("shell.error.text_suspended")}</p>
      <form method="post" action={paths.signOut} className="mt-6">
        <Button>{t("shell.menu.signOut")}</Button>
      </form>
      <ReferenceBelow requestId={problem.requestId} />
    </div>
  );
}
