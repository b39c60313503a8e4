import { Form, useNavigation } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { UserId } from "~/core/id";
import { paths } from "~/core/paths";
import { actingMinutes, LONGEST_REASON, SHORTEST_REASON } from "~/domain/identity/acting";
import { BackLink } from "../kit/back-link";
import { Button } from "../kit/button";
import { Field } from "../kit/field";
import { useFormat } from "../kit/format";
import { ProblemNotice } from "../kit/notice";
import { PageHead, Panel } from "../kit/panel";
import { RadioCards } from "../kit/radio-cards";
import { useSentence } from "../kit/sentence";
import type { Problem } from "../shapes";

export type MemberLookScreenProps = {
  member: { id: UserId; name: string };
  problem?: Problem;
  typed?: { reason?: string; minutes?: string };
};

/** Before an admin sees the portal as a member: why, for how long, and what that means for both. */
export function MemberLookScreen({ member: { id, name }, problem, typed }: MemberLookScreenProps) {
  const { t } = useTranslation();
  const sentence = useSentence();
  const isReason = problem?.code.startsWith("actingReason");
  return (
    <>
      <PageHead
        back={<BackLink to={paths.adminMember(id)}>{name}</BackLink>}
        title={t("acting.asMember", { name })}
        lead={t("acting.lead", { name })}
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
              label={t("acting.reason")}
              hint={t("acting.reasonHint", { name })}
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

function Minutes({ chosen = String(actingMinutes[0]) }: { chosen?: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <RadioCards
      legend={t("acting.howLong")}
      name="minutes"
      chosen={chosen}
      cards={actingMinutes.map((minutes) => ({
        value: String(minutes),
        title: t("acting.minutes", { n: format.number(minutes) }),
      }))}
    />
  );
}

function WhatHappens({ name }: { name: string }) {
  const { t } = useTranslation();
  const isBusy = useNavigation().state === "submitting";
  return (
    <Panel title={t("acting.whatHappens")}>
      <ul className="mb-5 grid list-disc gap-2 ps-5 text-soft">
        <li>{t("acting.readOnly")}</li>
        <li>{t("acting.told", { name })}</li>
        <li>{t("acting.recorded")}</li>
        <li>{t("acting.ends")}</li>
      </ul>
      <Button
        tone="primary"
        icon="eye"
        aria-disabled={isBusy || undefined}
        onClick={(event) => isBusy && event.preventDefault()}
      >
        {t(isBusy ? "acting.starting" : "acting.start")}
      </Button>
    </Panel>
  );
}
