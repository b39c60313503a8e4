import { Form, useNavigation } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { UserId } from "~/core/id";
import { paths } from "~/core/paths";
import { impersonationMinutes, LONGEST_REASON, SHORTEST_REASON } from "~/domain/identity/impersonation/impersonation";
import { BackLink } from "~/ui/kit/back-link";
import { Button } from "~/ui/kit/forms/button";
import { Field } from "~/ui/kit/forms/field";
import { useFormat } from "~/ui/kit/format";
import { ProblemNotice } from "~/ui/kit/notice";
import { PageHead, Panel } from "~/ui/kit/panel";
import { RadioCards } from "~/ui/kit/forms/radio-cards";
import { useSentence } from "~/ui/kit/sentence";
import type { Problem } from "~/ui/view-models";

export type ImpersonateScreenProps = {
  member: { id: UserId; name: string };
  problem?: Problem;
  typed?: { reason?: string; minutes?: string };
};

/** Before an admin sees the portal as a member: why, for how long, and what that means for both. */
export function ImpersonateScreen({ member: { id, name }, problem, typed }: ImpersonateScreenProps) {
  const { t } = useTranslation();
  const sentence = useSentence();
  const isReason = problem?.code.startsWith("impersonationReason");
  return (
    <>
      <PageHead
        back={<BackLink to={paths.adminMember(id)}>{name}</BackLink>}
        title={t("impersonation.asMember", { name })}
        lead={t("impersonation.lead", { name })}
      />
      {problem && !isReason && (
        <div className="mb-6">
          <ProblemNotice problem={problem} />
        </div>
      )}
      <Form method="post" className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_21rem]">
        <div className="grid gap-6">
          <Panel>
            <Field
              name="reason"
              label={t("impersonation.reason")}
              hint={t("impersonation.reasonHint", { name })}
              error={problem && isReason ? sentence(problem) : undefined}
              defaultValue={typed?.reason}
              minLength={SHORTEST_REASON}
              maxLength={LONGEST_REASON}
              autoComplete="off"
              dir="auto"
              required
            />
          </Panel>
          <Minutes chosen={typed?.minutes} />
        </div>
        <WhatHappens name={name} />
      </Form>
    </>
  );
}

function Minutes({ chosen = String(impersonationMinutes[0]) }: { chosen?: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <RadioCards
      legend={t("impersonation.howLong")}
      name="minutes"
      chosen={chosen}
      cards={impersonationMinutes.map((minutes) => ({
        value: String(minutes),
        title: t("impersonation.minutes", { n: format.number(minutes) }),
      }))}
    />
  );
}

function WhatHappens({ name }: { name: string }) {
  const { t } = useTranslation();
  const isBusy = useNavigation().state === "submitting";
  return (
    <Panel title={t("impersonation.whatHappens")}>
      <ul className="mb-5 grid list-disc gap-2 ps-5 text-soft">
        <li>{t("impersonation.readOnly")}</li>
        <li>{t("impersonation.told", { name })}</li>
        <li>{t("impersonation.recorded")}</li>
        <li>{t("impersonation.ends")}</li>
      </ul>
      <Button
        tone="primary"
        icon="eye"
        aria-disabled={isBusy || undefined}
        onClick={(event) => isBusy && event.preventDefault()}
      >
        {t(isBusy ? "impersonation.starting" : "impersonation.start")}
      </Button>
    </Panel>
  );
}
