"use client";

import {
  createContext,
  type FormEvent,
  type ReactNode,
  startTransition,
  useActionState,
  useContext,
  useEffect,
  useRef,
} from "react";
import { keepFields, returnFields } from "./kept-fields";
import { noAnswer, updatedWords } from "./no-answer";
import { Reload } from "./reload";
import { type Published, Said } from "./said";

/** What a form hears from its action. */
export type FormAnswer =
  | { ok: true; result: { published: Published | null } }
  | { ok: false; code: string; error: string; fields: Record<string, string> };
export type FormAction = (before: FormAnswer | null, form: FormData) => Promise<FormAnswer>;

const Errors = createContext<{ fields: Record<string, string>; pending: boolean }>({
  fields: {},
  pending: false,
});

type Props = {
  action: FormAction;
  children: ReactNode;
  className?: string;
  /** The name of the form for those who cannot see where it stands. */
  label: string;
  /** What is said when it worked and readers need not be told. */
  done?: string;
  /** A question to answer before it runs. */
  confirm?: string;
  /** Whether the fields are emptied when it worked. */
  empties?: boolean;
};

const unreachable = "Not saved: the desk does not answer. Your words are still here: try again.";

/**
 * A form that keeps every field when it is refused, puts the words beside the field, and takes the focus there. Also
 * when the desk is newer than this tab: then what was typed is there again after the reload.
 */
export function ActionForm({ action, children, className, label, done, confirm, empties }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const sent = useRef("");
  // The action itself serves a form that is sent before the page is alive.
  const [posted, post] = useActionState(action, null);
  const [heard, run, pending] = useActionState(
    (before: FormAnswer | null, data: FormData) =>
      action(before, data).catch((error): FormAnswer => noAnswer(error, unreachable, updatedWords.written)),
    posted,
  );
  useEffect(() => {
    if (form.current) returnFields(form.current, label);
  }, [label]);
  useEffect(() => {
    if (heard && !heard.ok && heard.code === "updated" && form.current) keepFields(form.current, label);
  }, [heard, label]);
  useEffect(() => {
    // What somebody typed since for the next one stays.
    const untouched = form.current && sent.current === typedIn(form.current);
    if (heard?.ok && empties && untouched) form.current?.reset();
    if (heard && !heard.ok) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [heard, empties]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    // Running the action ourselves keeps the fields: React empties a form after its own `action`.
    event.preventDefault();
    const typed = typedIn(event.currentTarget);
    // A double click is one; something new waits for its turn.
    if (pending && typed === sent.current) return;
    if (confirm && !window.confirm(confirm)) return;
    const submitter = (event.nativeEvent as SubmitEvent).submitter;
    const data = new FormData(event.currentTarget, submitter);
    sent.current = typed;
    startTransition(() => run(data));
  };
  return (
    <Errors value={{ fields: heard && !heard.ok ? heard.fields : {}, pending }}>
      <form ref={form} action={post} onSubmit={submit} className={className} aria-label={label}>
        {children}
        {heard && (
          <div className={heard.ok ? "said s" : "said bad s"} role={heard.ok ? "status" : "alert"}>
            {heard.ok ? (
              <Said published={heard.result.published} words={done} />
            ) : (
              <p>
                {heard.error} {heard.code === "updated" && <Reload />}
              </p>
            )}
          </div>
        )}
      </form>
    </Errors>
  );
}

/** What somebody typed into a form, to compare with what stands there later: hidden fields change by themselves. */
function typedIn(form: HTMLFormElement): string {
  const hidden = new Set(
    [...form.querySelectorAll<HTMLInputElement>("[type=hidden]")].map(({ name }) => name),
  );
  return JSON.stringify(
    [...new FormData(form)].filter(([name, value]) => !hidden.has(name) && typeof value === "string"),
  );
}

/** The words beside a field that was refused. */
export function useFieldError(name: string): string | undefined {
  return useContext(Errors).fields[name];
}

/** The button that sends the form. It keeps its words while it works. */
export function Submit({
  children,
  kind = "btn",
  name,
  value,
  disabled,
  label,
}: {
  children: ReactNode;
  kind?: string;
  name?: string;
  value?: string;
  disabled?: boolean;
  label?: string;
}) {
  const { pending } = useContext(Errors);
  return (
    <button
      type="submit"
      className={kind}
      name={name}
      value={value}
      disabled={disabled}
      aria-disabled={pending || undefined}
      aria-label={label}
    >
      {children}
    </button>
  );
}
