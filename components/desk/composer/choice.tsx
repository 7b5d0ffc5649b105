"use client";

import { useId } from "react";

type Props<Value extends string> = {
  legend: string;
  name: string;
  options: { value: Value; words: string }[];
  value: Value;
  choose: (value: Value) => void;
  hint?: string;
  error?: string;
};

/** One of a few, as radio buttons side by side. */
export function Choice<Value extends string>({
  legend,
  name,
  options,
  value,
  choose,
  hint,
  error,
}: Props<Value>) {
  const id = useId();
  return (
    <fieldset className="field" aria-describedby={hint ? `${id}-hint` : undefined}>
      <legend>{legend}</legend>
      <div className="pick">
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => choose(option.value)}
              aria-invalid={error ? true : undefined}
            />
            {option.words}
          </label>
        ))}
      </div>
      {error && <p className="wrong">{error}</p>}
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </fieldset>
  );
}
