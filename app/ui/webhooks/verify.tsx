import { useTranslation } from "react-i18next";
import { Code } from "~/ui/kit/code";
import { CopyButton } from "~/ui/kit/forms/copy-button";
import { Disclosure } from "~/ui/kit/disclosure";
import { Panel } from "~/ui/kit/panel";
import { verifySnippets } from "./verify-snippets";

/** How a program of theirs knows that a message is ours. */
export function Verify() {
  const { t } = useTranslation();
  return (
    <Panel title={t("webhooks.verify")}>
      <p className="max-w-prose text-pretty text-soft">{t("webhooks.verifyText")}</p>
      <div className="mt-4 grid gap-2">
        {verifySnippets.map(({ language, install, code }) => (
          <Disclosure key={language} title={<bdi>{language}</bdi>}>
            <p className="flex items-center justify-between gap-2 text-soft">
              <Code>{install}</Code>
              <CopyButton text={code} label={t("webhooks.copyCode", { language })} />
            </p>
            <Block text={code} />
          </Disclosure>
        ))}
      </div>
    </Panel>
  );
}

/** Code, a body, an answer: written from left to right in every language, and wrapped rather than scrolled. */
export function Block({ text }: { text: string }) {
  return (
    <pre
      dir="ltr"
      className="rounded-md bg-sunken px-3 py-2.5 text-start font-mono text-xs leading-relaxed break-words whitespace-pre-wrap"
    >
      {text}
    </pre>
  );
}
