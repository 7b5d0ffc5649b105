"use client";

import { type ReactNode, useId } from "react";
import { useFieldError } from "./action-form";

type Common = { name: string; label: string; hint?: ReactNode; defaultValue?: string; required?: boolean };

/** A line of text, or whatever an input's `type` can be. */
export function Field({
  type = "text",
  autoComplete,
  ...field
}: Common & { type?: string; autoComplete?: string }) {
  const { id, error, described } = useField(field.name, field.hint);
  return (
    <div className="field">
      <label htmlFor={id}>{field.label}</label>
      <input
        id={id}
        name={field.name}
        type={type}
        autoComplete={autoComplete}
        defaultValue={field.defaultValue}
        required={field.required}
        aria-invalid={error ? true : undefined}
        aria-describedby={described}
      />
      <Beneath id={id} hint={field.hint} error={error} />
    </div>
  );
}

/** Several lines. */
export function TextArea({ rows = 5, ...field }: Common & { rows?: number }) {
  const { id, error, described } = useField(field.name, field.hint);
  return (
    <div className="field">
      <label htmlFor={id}>{field.label}</label>
      <textarea
        id={id}
        name={field.name}
        rows={rows}
        defaultValue={field.defaultValue}
        required={field.required}
        aria-invalid={error ? true : undefined}
        aria-describedby={described}
      />
      <Beneath id={id} hint={field.hint} error={error} />
    </div>
  );
}

/** One of several. */
export function Select({ children, ...field }: Common & { children: ReactNode }) {
  const { id, error, described } = useField(field.name, field.hint);
  return (
    <div className="field">
      <label htmlFor={id}>{field.label}</label>
      <select
        id={id}
        name={field.name}
        defaultValue={field.defaultValue}
        aria-invalid={error ? true : undefined}
        aria-describedby={described}
      >
        {children}
      </select>
      <Beneath id={id} hint={field.hint} error={error} />
    </div>
  );
}

/** Yes or no. */
export function Check({
  name,
  label,
  value = "yes",
  defaultChecked,
}: {
  name: string;
  label: ReactNode;
  value?: string;
  defaultChecked?: boolean;
}) {
  return (
    <label className="check">
      <input type="checkbox" name={name} value={value} defaultChecked={defaultChecked} />
      <span>{label}</span>
    </label>
  );
}

/** Any of several, under one name. */
export function Checks({ name, legend, children }: { name: string; legend: string; children: ReactNode }) {
  const error = useFieldError(name);
  return (
    <fieldset className="field">
      <legend>{legend}</legend>
      {children}
      {error && <p className="wrong">{error}</p>}
    </fieldset>
  );
}

function useField(name: string, hint: ReactNode) {
  const id = useId();
  const error = useFieldError(name);
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
  return { id, error, described };
}

function Beneath({ id, hint, error }: { id: string; hint?: ReactNode; error?: string }) {
  return (
    <>
      {error && (
        <p className="wrong" id={`${id}-error`}>
          {error}
        </p>
      )}
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </>
  );
}
