import { Form, useNavigation } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { Button } from "~/ui/kit/forms/button";
import { Field } from "~/ui/kit/forms/field";
import { PageHead, Panel } from "~/ui/kit/panel";
import { useSentence } from "~/ui/kit/sentence";
import type { Problem } from "~/ui/view-models";

/** Where the first member of an installation appoints themself to run it. */
export function SetUpScreen({ problem }: { problem?: Problem }) {
  const { t } = useTranslation();
  const sentence = useSentence();
  const isBusy = useNavigation().formAction === paths.setUp;
  return (
    <>
      <PageHead title={t("signIn.setUp.title")} lead={t("signIn.setUp.lead")} />
      <Panel>
        <Form method="post" action={paths.setUp} className="grid max-w-md gap-5">
          <Field
            label={t("signIn.setUp.code")}
            hint={t("signIn.setUp.codeHint")}
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
              {t("signIn.setUp.take")}
            </Button>
          </div>
        </Form>
      </Panel>
    </>
  );
}
