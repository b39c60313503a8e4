import { useId, type InputHTMLAttributes } from "react";

export type CheckBoxProps = { label: string; hint?: string } & InputHTMLAttributes<HTMLInputElement>;

/** One of several things that may be chosen together. */
export function CheckBox({ label, hint, ...rest }: CheckBoxProps) {
  const id = useId();
  return (
    <div className="grid grid-cols-[auto_1fr] gap-x-3">
      <input
        {...rest}
        type="checkbox"
        id={id}
        aria-describedby={hint && `${id}-hint`}
        className="mt-0.5 size-5 accent-accent sm:size-4.5"
      />
      <label htmlFor={id} className="min-h-6 text-pretty">
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="col-start-2 mt-0.5 max-w-prose text-sm text-faint">
          {hint}
        </p>
      )}
    </div>
  );
}
