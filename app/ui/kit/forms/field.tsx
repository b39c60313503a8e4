import { useId, type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes } from "react";
import { Icon } from "~/ui/kit/icon";

type Words = { label: string; hint?: ReactNode; error?: string };

const box =
  "w-full min-h-10 rounded-md border border-edge bg-surface px-3 text-ink placeholder:text-faint sm:min-h-9 aria-invalid:border-bad aria-invalid:outline-bad";

/** One line to fill in, with its label, its hint and what is wrong with it, all tied together for whoever cannot see them. */
export function Field({ label, hint, error, ...rest }: Words & InputHTMLAttributes<HTMLInputElement>) {
  const ids = useWordIds(hint, error);
  return (
    <Labelled label={label} hint={hint} error={error} ids={ids}>
      <input
        {...rest}
        id={ids.control}
        className={box}
        aria-describedby={ids.describedBy}
        aria-invalid={error ? true : undefined}
      />
    </Labelled>
  );
}

export function Select({ label, hint, error, children, ...rest }: Words & SelectHTMLAttributes<HTMLSelectElement>) {
  const ids = useWordIds(hint, error);
  return (
    <Labelled label={label} hint={hint} error={error} ids={ids}>
      <select
        {...rest}
        id={ids.control}
        className={box}
        aria-describedby={ids.describedBy}
        aria-invalid={error ? true : undefined}
      >
        {children}
      </select>
    </Labelled>
  );
}

type Ids = ReturnType<typeof useWordIds>;

function useWordIds(hint: ReactNode, error: string | undefined) {
  const id = useId();
  const describedBy = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return { control: id, hint: `${id}-hint`, error: `${id}-error`, describedBy: describedBy || undefined };
}

function Labelled({ label, hint, error, ids, children }: Words & { ids: Ids; children: ReactNode }) {
  return (
    <div className="grid gap-1.5">
      <label htmlFor={ids.control} className="text-sm font-medium">
        {label}
      </label>
      {children}
      {error && (
        <p id={ids.error} className="flex items-start gap-1.5 text-sm text-bad">
          <Icon name="danger" className="mt-0.5 size-4" />
          {error}
        </p>
      )}
      {hint && (
        <p id={ids.hint} className="text-sm text-faint">
          {hint}
        </p>
      )}
    </div>
  );
}
