import { useId, type InputHTMLAttributes } from "react";

export type CheckboxProps = { label: string; hint?: string } & InputHTMLAttributes<HTMLInputElement>;

/** A yes or no, with its consequence where that is not plain. */
export function Checkbox({ label, hint, ...rest }: CheckboxProps) {
  const id = useId();
  return (
    <div className="grid grid-cols-[auto_1fr] gap-x-3">
      <input
        {...rest}
        type="checkbox"
        id={id}
        aria-describedby={hint && `${id}-hint`}
        className="mt-0.5 size-5 sm:mt-[0.1875rem] sm:size-4.5"
      />
      <label htmlFor={id} className={`min-h-6 text-pretty ${hint ? "font-medium" : ""}`}>
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
