import { Form, useNavigation } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/ui/kit/forms/button";
import { Field } from "~/ui/kit/forms/field";
import { ProblemNotice, Reference } from "~/ui/kit/notice";
import { useSentence } from "~/ui/kit/sentence";
import type { Problem } from "~/ui/view-models";
import { boxOf, EventPicker } from "./event-picker";

/** What was typed before, when it was refused. */
export type Typed = Readonly<Record<string, string>>;

export type EndpointFormProps = {
  action: string;
  endpoint?: { url: string; description: string; events: readonly string[] };
  withInstallation: boolean;
  values?: Typed;
  problem?: Problem;
  words: { submit: string; busy: string };
  /** What only one of the forms asks. */
  children?: ReactNode;
};

/** Where an endpoint is and what it hears: of one that is there, or of a new one. */
export function EndpointForm({
  action,
  endpoint,
  withInstallation,
  values,
  problem,
  words,
  children,
}: EndpointFormProps) {
  const { errorAt, elsewhere } = useEndpointProblem(problem);
  const isBusy = useNavigation().formAction === action;
  const isPicked = (event: string) =>
    values ? values[boxOf(event)] !== undefined : (endpoint?.events.includes(event) ?? false);
  return (
    <Form method="post" action={action} className="grid gap-6">
      {elsewhere && <ProblemNotice problem={elsewhere} />}
      <Where endpoint={endpoint} values={values} errorAt={errorAt} />
      <EventPicker isPicked={isPicked} withInstallation={withInstallation} error={errorAt("events")} />
      {children}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button
          tone={endpoint ? "quiet" : "primary"}
          aria-disabled={isBusy || undefined}
          onClick={(event) => isBusy && event.preventDefault()}
        >
          {isBusy ? words.busy : words.submit}
        </Button>
        {!elsewhere && problem?.requestId && <Reference id={problem.requestId} />}
      </div>
    </Form>
  );
}

type WhereProps = Pick<EndpointFormProps, "endpoint" | "values"> & { errorAt: (place: Place) => string | undefined };

function Where({ endpoint, values, errorAt }: WhereProps) {
  const { t } = useTranslation();
  return (
    <div className="grid items-start gap-x-6 gap-y-5 sm:grid-cols-[2fr_1fr]">
      <Field
        name="url"
        type="url"
        label={t("webhooks.form.url")}
        hint={t("webhooks.form.urlHint")}
        error={errorAt("url")}
        defaultValue={values?.["url"] ?? endpoint?.url}
        placeholder="https://hooks.example.org/atrium"
        dir="ltr"
        autoComplete="off"
        spellCheck={false}
        maxLength={2000}
        required
      />
      <Field
        name="description"
        label={t("webhooks.form.description")}
        hint={t("webhooks.form.descriptionHint")}
        error={errorAt("description")}
        defaultValue={values?.["description"] ?? endpoint?.description}
        dir="auto"
        autoComplete="off"
        maxLength={120}
      />
    </div>
  );
}

type Place = "url" | "description" | "events";

/** The part of the form that a refusal is about. */
function placeOf(code: string): Place | undefined {
  if (code.startsWith("address")) return "url";
  if (code === "webhookDescriptionTooLong") return "description";
  return code === "webhookEventsMissing" ? "events" : undefined;
}

function useEndpointProblem(problem: Problem | undefined) {
  const sentence = useSentence();
  const place = problem && placeOf(problem.code);
  return {
    errorAt: (at: Place) => (problem && place === at ? sentence(problem) : undefined),
    elsewhere: place ? undefined : problem,
  };
}
