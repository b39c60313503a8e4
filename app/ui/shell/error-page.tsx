import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { PlainLinkButton } from "../kit/button";
import { Reference } from "../kit/notice";
import { useSentence } from "../kit/sentence";
import type { Problem } from "../shapes";

export type ErrorPageProps = { status: number; problem?: Problem; requestId?: string };

const known = [403, 404, 503] as const;

/** A page that could not be shown: each kind in its own words, with a way on. Links load anew, because what is loaded may be broken. */
export function ErrorPage({ status, problem, requestId = problem?.requestId }: ErrorPageProps) {
  const { t } = useTranslation();
  const sentence = useSentence();
  const kind = known.find((one) => one === status) ?? 500;
  return (
    <div className="max-w-xl py-6">
      <p aria-hidden className="font-mono text-sm text-faint">
        <bdi dir="ltr">{status}</bdi>
      </p>
      <h1 className="mt-2 text-2xl tracking-tight">{t(`shell.error.title_${kind}`)}</h1>
      <p className="mt-3 text-lg text-soft">{problem ? sentence(problem) : t(`shell.error.text_${kind}`)}</p>
      <div className="mt-6 flex flex-wrap gap-2">
        <PlainLinkButton href={paths.home} tone="primary">
          {t("shell.error.home")}
        </PlainLinkButton>
        {kind !== 404 && kind !== 403 && <PlainLinkButton href="">{t("shell.error.again")}</PlainLinkButton>}
      </div>
      {requestId && (
        <div className="mt-8 border-t border-line pt-4">
          <Reference id={requestId} />
        </div>
      )}
    </div>
  );
}
