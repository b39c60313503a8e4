import { useState } from "react";
import { useTranslation } from "react-i18next";
import { MeterBar } from "~/ui/kit/meter";
import { useFormat } from "~/ui/kit/format";
import { RefreshWithoutScript, useLive } from "~/ui/kit/live/live";
import { Panel } from "~/ui/kit/panel";
import { Steps, type Step } from "~/ui/kit/steps";
import { Elapsed } from "~/ui/kit/time";
import type { EnvironmentItem } from "~/ui/view-models";

export type StartMessage = { at?: Date; text: string };

export type StartProgress = {
  requestedAt: Date;
  /** 0–100, as the hub counts. */
  progress?: number;
  /** What the hub has said so far, oldest first. */
  messages: StartMessage[];
};

export type StartingProps = { environment: EnvironmentItem; start: StartProgress; liveUrl: string };

/** A start as it happens: its steps, how long they take, and what the hub says of them. */
export function Starting({ environment, start, liveUrl }: StartingProps) {
  const { t } = useTranslation();
  const isStarting = environment.state === "creating";
  const live = useStart(start, isStarting ? liveUrl : undefined);
  return (
    <Panel
      title={t(isStarting ? "environments.startingTitle" : "environments.startedTitle")}
      aside={isStarting && <Elapsed since={start.requestedAt} />}
    >
      {isStarting && <RefreshWithoutScript />}
      {isStarting && live.progress !== undefined && <Progress percent={live.progress} />}
      <Steps label={t("environments.startSteps")} steps={useStartSteps(environment, start, live.messages)} />
      <p role="status" className="sr-only">
        {live.messages.at(-1)?.text}
      </p>
    </Panel>
  );
}

function Progress({ percent }: { percent: number }) {
  const { t } = useTranslation();
  const text = useFormat().percent(percent / 100);
  return (
    <div className="mb-5 grid grid-cols-[1fr_auto] items-center gap-3 text-sm text-soft">
      <MeterBar label={t("environments.startProgress")} share={percent / 100} text={text} />
      {text}
    </div>
  );
}

function useStart(start: StartProgress, liveUrl: string | undefined) {
  const [heard, setHeard] = useState<{ progress?: number; messages: StartMessage[] }>({ messages: [] });
  useLive(liveUrl, ({ progress, message, ready, failed }) => {
    setHeard((before) => ({
      // The hub counts anew when it tries again; the bar never jumps back.
      progress: Math.max(progress ?? 0, before.progress ?? start.progress ?? 0),
      messages:
        message && message !== before.messages.at(-1)?.text
          ? [...before.messages, { text: message }].slice(-12)
          : before.messages,
    }));
    return Boolean(ready || failed);
  });
  // The stream tells its story from the beginning to whoever listens; what the server had drawn gives way to it.
  return {
    progress: heard.progress ?? start.progress,
    messages: heard.messages.length > 0 ? heard.messages : start.messages,
  };
}

function useStartSteps(environment: EnvironmentItem, start: StartProgress, messages: StartMessage[]): Step[] {
  const { t } = useTranslation();
  const failed = environment.state === "failed";
  const preparing = failed ? "failed" : "running";
  return [
    {
      key: "asked",
      name: t("environments.step.asked", { cluster: environment.clusterName }),
      state: "done",
      startedAt: start.requestedAt,
    },
    {
      key: "preparing",
      name: t("environments.step.preparing", { size: environment.size.name }),
      state: preparing,
      startedAt: preparing === "running" ? start.requestedAt : undefined,
      detail: messages.length > 0 && <HubWords messages={messages} />,
    },
    { key: "ready", name: t("environments.step.ready"), state: "pending" },
  ];
}

/** The hub speaks English; its words are shown as they came. */
function HubWords({ messages }: { messages: StartMessage[] }) {
  return (
    <ul dir="ltr" lang="en" className="grid gap-0.5 text-start font-mono text-xs text-soft">
      {messages.map((message, index) => (
        <li key={index} className="break-words last:text-ink">
          {message.text}
        </li>
      ))}
    </ul>
  );
}
