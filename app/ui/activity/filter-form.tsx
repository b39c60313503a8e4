import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { actionGroups, actions, groupOf, outcomes } from "~/domain/activity/action";
import type { ActivityFilter } from "~/domain/activity/activity-filter";
import { Button, LinkButton } from "~/ui/kit/forms/button";
import { Field, Select } from "~/ui/kit/forms/field";
import { eventKey } from "./activity-words";

export type FilterFormProps = { filter: ActivityFilter; action: string; isWhole: boolean; isFiltered: boolean };

/** What to show of the log. The address holds it all, so that a view can be kept and sent. */
export function FilterForm({ filter, action, isWhole, isFiltered }: FilterFormProps) {
  const { t } = useTranslation();
  return (
    <Form
      key={JSON.stringify(filter)}
      method="get"
      action={action}
      role="search"
      aria-label={t("activity.filter.label")}
      className={`grid grid-cols-2 items-start gap-x-3 gap-y-4 p-5 ${isWhole ? "lg:grid-cols-4" : "lg:grid-cols-3"}`}
    >
      <WhatField chosen={filter.what} />
      <Select label={t("activity.filter.outcome")} name="outcome" defaultValue={filter.outcome ?? ""}>
        <option value="">{t("activity.filter.anyOutcome")}</option>
        {outcomes.map((outcome) => (
          <option key={outcome} value={outcome}>
            {t(`activity.outcome.${outcome}`)}
          </option>
        ))}
      </Select>
      <Field label={t("activity.filter.from")} name="from" type="date" defaultValue={filter.from} />
      <Field label={t("activity.filter.to")} name="to" type="date" defaultValue={filter.to} />
      {isWhole && (
        <>
          <PersonField name="actor" value={filter.actor} />
          <PersonField name="subject" value={filter.subject} />
        </>
      )}
      <CodeField name="target" value={filter.target} />
      {isWhole && <CodeField name="address" value={filter.address} />}
      <div className="flex flex-wrap gap-2 self-end">
        <Button icon="search">{t("activity.filter.apply")}</Button>
        {isFiltered && (
          <LinkButton to={action} tone="plain">
            {t("activity.showAll")}
          </LinkButton>
        )}
      </div>
    </Form>
  );
}

function WhatField({ chosen }: { chosen: string | undefined }) {
  const { t } = useTranslation();
  return (
    <Select label={t("activity.filter.what")} name="what" defaultValue={chosen ?? ""}>
      <option value="">{t("activity.filter.anything")}</option>
      {actionGroups.map((group) => (
        <optgroup key={group} label={t(`activity.group.${group}`)}>
          <option value={group}>{t("activity.filter.allOf", { group: t(`activity.group.${group}`) })}</option>
          {actions
            .filter((action) => groupOf(action) === group)
            .map((action) => (
              <option key={action} value={action}>
                {t(eventKey(action))}
              </option>
            ))}
        </optgroup>
      ))}
    </Select>
  );
}

function PersonField({ name, value }: { name: "actor" | "subject"; value: string | undefined }) {
  const { t } = useTranslation();
  return (
    <Field
      label={t(`activity.filter.${name}`)}
      name={name}
      defaultValue={value}
      placeholder={t("activity.filter.memberHint")}
      autoComplete="off"
      spellCheck={false}
    />
  );
}

function CodeField({ name, value }: { name: "target" | "address"; value: string | undefined }) {
  const { t } = useTranslation();
  return <Field label={t(`activity.filter.${name}`)} name={name} defaultValue={value} dir="ltr" spellCheck={false} />;
}
