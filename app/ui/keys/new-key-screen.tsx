import { Form, useNavigation } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { lifetimes, usualLifetime } from "~/domain/access/api-keys/api-key";
import { presets, scopesOfPreset, type Preset } from "~/domain/access/scope";
import { BackLink } from "~/ui/kit/back-link";
import { Button, LinkButton } from "~/ui/kit/forms/button";
import { Field, Select } from "~/ui/kit/forms/field";
import { useFormat } from "~/ui/kit/format";
import { ProblemNotice, Reference } from "~/ui/kit/notice";
import { PageHead, Panel } from "~/ui/kit/panel";
import { RadioCards } from "~/ui/kit/forms/radio-cards";
import { useSentence } from "~/ui/kit/sentence";
import type { Problem } from "~/ui/view-models";
import { ScopeBoxes } from "./scope-boxes";

export type NewKeyScreenProps = {
  keyId: string;
  isAdmin: boolean;
  /** What was typed before, when it was refused. */
  values?: Readonly<Record<string, string>>;
  problem?: Problem;
};

/** What a key is called, what it may do, and for how long: least first. */
export function NewKeyScreen({ keyId, isAdmin, values = {}, problem }: NewKeyScreenProps) {
  const { t } = useTranslation();
  const sentence = useSentence();
  const isBusy = useNavigation().formAction === paths.newAccountKey;
  const isName = problem?.code === "keyNameInvalid";
  return (
    <>
      <PageHead
        back={<BackLink to={paths.accountKeys}>{t("keys.title")}</BackLink>}
        title={t("keys.newTitle")}
        lead={t("keys.newLead")}
      />
      <Form method="post" action={paths.newAccountKey} className="grid max-w-3xl gap-6">
        <input type="hidden" name="keyId" value={keyId} />
        {problem && !isName && <ProblemNotice problem={problem} action={<ListLink code={problem.code} />} />}
        <Panel>
          <div className="grid items-start gap-x-6 gap-y-5 sm:grid-cols-2">
            <Field
              label={t("keys.name")}
              hint={t("keys.nameHint")}
              error={isName ? sentence(problem) : undefined}
              name="name"
              defaultValue={values["name"]}
              maxLength={80}
              autoComplete="off"
              dir="auto"
              required
            />
            <Lifetime chosen={values["days"]} />
          </div>
        </Panel>
        <Scopes isAdmin={isAdmin} values={values} />
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button
            tone="primary"
            aria-disabled={isBusy || undefined}
            onClick={(event) => isBusy && event.preventDefault()}
          >
            {t(isBusy ? "keys.making" : "keys.makeIt")}
          </Button>
          {isName && problem.requestId && <Reference id={problem.requestId} />}
        </div>
      </Form>
    </>
  );
}

function Lifetime({ chosen = String(usualLifetime) }: { chosen?: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Select label={t("keys.lifetime")} hint={t("keys.lifetimeHint")} name="days" defaultValue={chosen}>
      {lifetimes.map((days) => (
        <option key={days} value={days}>
          {t("keys.days", { count: days, n: format.number(days) })}
        </option>
      ))}
    </Select>
  );
}

/** Presets, and every scope by itself for who chooses that. The style sheet shows the boxes: no script is needed. */
function Scopes({ isAdmin, values }: { isAdmin: boolean; values: Readonly<Record<string, string>> }) {
  const { t } = useTranslation();
  const chosen = presets.find((preset) => preset === values["preset"]) ?? "read";
  const detailOf = (preset: Preset) =>
    t(preset === "everything" && isAdmin ? "keys.presetText.everythingOfAdmin" : `keys.presetText.${preset}`);
  const ticked = chosen === "custom" ? Object.keys(values) : scopesOfPreset("custom", isAdmin);
  return (
    <div className="group grid gap-4">
      <RadioCards
        legend={t("keys.mayDo")}
        name="preset"
        chosen={chosen}
        cards={presets.map((preset) => ({
          value: preset,
          title: t(`keys.preset.${preset}`),
          detail: detailOf(preset),
        }))}
      />
      <div className="hidden group-has-[[value=custom]:checked]:block">
        <ScopeBoxes isAdmin={isAdmin} ticked={ticked} />
      </div>
    </div>
  );
}

/** Where the key is that this form has made already. */
function ListLink({ code }: { code: string }) {
  const { t } = useTranslation();
  if (code !== "keyAlreadyMade" && code !== "keysTooMany") return null;
  return <LinkButton to={paths.accountKeys}>{t("keys.toList")}</LinkButton>;
}
