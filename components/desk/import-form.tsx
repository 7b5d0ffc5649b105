"use client";

import { type FormEvent, useState } from "react";
import { type ImportReport, ImportReportView } from "./import-report";

type Answer = { done: boolean; digest: string; report: ImportReport };

/** A file, what it would do, and then the button that does it. `path`: the door that reads it. */
export function ImportForm({ path }: { path: string }) {
  const [file, setFile] = useState<File | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async (query: string) => {
    if (!file || busy) return;
    setBusy(true);
    setWrong(null);
    const heard = await post(path + query, file);
    if (typeof heard === "string") setWrong(heard);
    setAnswer(typeof heard === "string" ? null : heard);
    setBusy(false);
  };
  const look = (event: FormEvent) => {
    event.preventDefault();
    return send("");
  };
  const ready = answer && !answer.done && doing(answer.report);
  return (
    <>
      <form className="mt-4" onSubmit={look} aria-label="The file to import">
        <div className="field">
          <label htmlFor="file">CSV file</label>
          <input
            id="file"
            type="file"
            accept=".csv,text/csv"
            required
            onChange={(event) => {
              setFile(event.target.files?.[0] ?? null);
              setAnswer(null);
              setWrong(null);
            }}
          />
        </div>
        <button type="submit" className={ready ? "btn q mt-4" : "btn mt-4"} aria-disabled={busy || undefined}>
          Look it through
        </button>
      </form>
      <div aria-live="polite">
        {busy && <p className="mute mt-4">Reading every line …</p>}
        {wrong && (
          <p className="said bad s" role="alert">
            {wrong}
          </p>
        )}
        {answer && <ImportReportView report={answer.report} done={answer.done} />}
        {answer && ready && (
          <button
            type="button"
            className="btn mt-4"
            aria-disabled={busy || undefined}
            onClick={() => send(`?digest=${answer.digest}`)}
          >
            {ready}
          </button>
        )}
      </div>
    </>
  );
}

/** The button says the consequence; null when there is none. */
function doing({ added, changed, asked }: ImportReport): string | null {
  const parts = [
    added && `add ${people(added)}`,
    changed && `change ${people(changed)}`,
    asked && `ask ${people(asked)} to confirm`,
  ].filter((part) => typeof part === "string");
  const sentence = new Intl.ListFormat("en-GB").format(parts);
  return sentence ? sentence[0]!.toUpperCase() + sentence.slice(1) : null;
}

const people = (n: number) => `${n.toLocaleString("en-GB")} ${n === 1 ? "person" : "people"}`;

/** Answers what it heard, or in words what went wrong. */
async function post(path: string, file: File): Promise<Answer | string> {
  try {
    const headers = { "content-type": "text/csv" };
    const response = await fetch(path, { method: "POST", headers, body: file, redirect: "manual" });
    const heard = (await response.json()) as Answer | { error: string };
    return "error" in heard ? heard.error : heard;
  } catch {
    return "The desk could not be reached, or the file was changed meanwhile. Choose it again and look it through.";
  }
}
