import { CopyButton } from "./copy-button";

/** A text to copy, whole and as it is: a secret that is shown once, a command. Without a script one click selects it. */
export function CopyBox({ label, text, copyLabel }: { label: string; text: string; copyLabel: string }) {
  return (
    <div className="grid gap-1.5">
      <p className="text-sm font-medium">{label}</p>
      <div className="flex items-start gap-2 rounded-md border border-edge bg-sunken px-3 py-2.5">
        <code dir="ltr" className="min-w-0 flex-1 font-mono text-sm wrap-anywhere whitespace-pre-wrap select-all">
          {text}
        </code>
        <CopyButton text={text} label={copyLabel} />
      </div>
    </div>
  );
}
