import { Form, useNavigation } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { isReplaceable, overlaps, usualOverlap, type ApiKeyItem, type Overlap } from "~/domain/access/api-keys/api-key";
import { BackLink } from "~/ui/kit/back-link";
import { Button, LinkButton } from "~/ui/kit/forms/button";
import { ProblemNotice } from "~/ui/kit/notice";
import { PageHead } from "~/ui/kit/panel";
import { RadioCards } from "~/ui/kit/forms/radio-cards";
import type { Problem } from "~/ui/view-models";
import { KeyFacts } from "./key-facts";

export type RotateKeyScreenProps = {
  old: ApiKeyItem;
  values?: Readonly<Record<string, string>>;
  problem?: Problem;
};

/** A new key for an old one, and how long both work. */
export function RotateKeyScreen({ old, values = {}, problem }: RotateKeyScreenProps) {
  const { t } = useTranslation();
  const refusal = problem ?? (isReplaceable(old.state) ? undefined : { code: "keyNotReplaceable" });
  return (
    <>
      <PageHead
        back={<BackLink to={paths.accountKeys}>{t("keys.title")}</BackLink>}
        title={t("keys.rotateNamed", { name: old.name })}
        lead={t("keys.rotateLead")}
      />
      <div className="grid max-w-3xl gap-6">
        {refusal && (
          <ProblemNotice
            problem={refusal}
            action={<LinkButton to={paths.accountKeys}>{t("keys.toList")}</LinkButton>}
          />
        )}
        <KeyFacts apiKey={old} />
        {isReplaceable(old.state) && <OverlapForm old={old} chosen={values["overlap"]} />}
      </div>
    </>
  );
}

function OverlapForm({ old, chosen = usualOverlap }: { old: ApiKeyItem; chosen?: string }) {
  const { t } = useTranslation();
  const action = paths.rotateAccountKey(old.id);
  const isBusy = useNavigation().formAction === action;
  return (
    <Form method="post" action={action} className="grid gap-6">
      <RadioCards
        legend={t("keys.overlap")}
        name="overlap"
        chosen={chosen}
        cards={(Object.keys(overlaps) as Overlap[]).map((overlap) => ({
          value: overlap,
          title: t(`keys.overlapOf.${overlap}`),
          detail: t(`keys.overlapText.${overlap}`),
        }))}
      />
      <div className="flex flex-wrap gap-2">
        <Button
          tone="primary"
          aria-disabled={isBusy || undefined}
          onClick={(event) => isBusy && event.preventDefault()}
        >
          {t(isBusy ? "keys.rotating" : "keys.rotateIt")}
        </Button>
        <LinkButton to={paths.accountKeys} tone="plain">
          {t("keys.keepIt")}
        </LinkButton>
      </div>
    </Form>
  );
}
