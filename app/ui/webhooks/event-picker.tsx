import { useTranslation } from "react-i18next";
import {
  EVERYTHING,
  installationEvents,
  webhookEvents,
  type WebhookEvent,
  type WebhookEventGroup,
} from "~/domain/webhooks/endpoints/webhook-events";
import { Checkbox } from "~/ui/kit/forms/checkbox";
import { Icon } from "~/ui/kit/icon";

/** What a check box of the form is called. */
export const boxOf = (event: string) => `event:${event}`;

/** The key of an event's words. */
export const wordsOf = (event: WebhookEvent | "webhook.test") => `webhooks.event.${underscored(event)}` as const;

type Underscored<E extends string> = E extends `${infer A}.${infer B}` ? `${A}_${B}` : E;

function underscored<E extends string>(event: E) {
  return event.replace(".", "_") as Underscored<E>;
}

export type EventPickerProps = {
  isPicked: (event: string) => boolean;
  /** What happens to nobody's things in particular is offered to whoever hears everybody's events. */
  withInstallation: boolean;
  error?: string;
};

/** Every event in plain words, grouped. */
export function EventPicker({ isPicked, withInstallation, error }: EventPickerProps) {
  const { t } = useTranslation();
  const groups = Object.keys(webhookEvents) as WebhookEventGroup[];
  return (
    <fieldset aria-describedby={error && "events-error"} className="grid gap-5">
      <legend className="mb-3 text-sm font-medium">{t("webhooks.form.events")}</legend>
      {error && (
        <p id="events-error" className="flex items-start gap-1.5 text-sm text-bad">
          <Icon name="danger" className="mt-0.5 size-4" />
          {error}
        </p>
      )}
      <Checkbox
        name={boxOf(EVERYTHING)}
        label={t("webhooks.form.everything")}
        hint={t("webhooks.form.everythingHint")}
        defaultChecked={isPicked(EVERYTHING)}
      />
      <div className="grid items-start gap-x-8 gap-y-5 sm:grid-cols-2">
        {groups.map((group) => (
          <Group key={group} title={t(`webhooks.group.${group}`)} events={webhookEvents[group]} isPicked={isPicked} />
        ))}
        {withInstallation && (
          <Group
            title={t("webhooks.group.installation")}
            hint={t("webhooks.group.installationHint")}
            events={installationEvents}
            isPicked={isPicked}
          />
        )}
      </div>
    </fieldset>
  );
}

type GroupProps = {
  title: string;
  hint?: string;
  events: readonly WebhookEvent[];
  isPicked: (event: string) => boolean;
};

function Group({ title, hint, events, isPicked }: GroupProps) {
  const { t } = useTranslation();
  return (
    <div role="group" aria-label={title} className="grid gap-2.5">
      <p className="text-sm font-semibold">{title}</p>
      {hint && <p className="text-sm text-faint">{hint}</p>}
      {events.map((event) => (
        <Checkbox key={event} name={boxOf(event)} label={t(wordsOf(event))} defaultChecked={isPicked(event)} />
      ))}
    </div>
  );
}
