import { Form, useNavigation } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { Button } from "../kit/button";
import { Field } from "../kit/field";
import { PageHead, Panel } from "../kit/panel";
import { useSentence } from "../kit/sentence";
import type { Problem } from "../shapes";

/** Where the first member of an installation appoints themself to run it. */
export function SetUpScreen({ problem }: { problem?: Problem }) {
  const { t } = useTranslation();
  const sentence = useSentence();
  const isBusy = useNavigation().formAction === paths.setUp;
  return (
    <>
      <PageHead title={t("account.setUp.title")} lead={t("account.setUp.lead")} />
      <Panel>
        <Form method="post" action={paths.setUp} className="grid max-w-md gap-5">
          <Field
            label={t("account.setUp.code")}
            hint={t("account.setUp.codeHint")}
            error={problem && sentence(problem)}
            name="code"
            dir="ltr"
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={100}
            required
          />
          <div>
            <Button
              tone="primary"
              aria-disabled={isBusy || undefined}
              onClick={(event) => isBusy && event.preventDefault()}
            >
              {t("account.setUp.take")}
            </Button>
          </div>
        </Form>
      </Panel>
    </>
  );
}
