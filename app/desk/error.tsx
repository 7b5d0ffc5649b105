"use client";

/** The desk could not be shown. Says what is safe. */
export default function DeskError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <main className="main" id="main">
      <div className="empty">
        <h1>This part of the desk did not answer</h1>
        <p>
          It is our fault, not yours. Nothing was published or lost by it: drafts are kept, and readers still
          get the page as it was last confirmed.
        </p>
        <p className="flex gap-3">
          <button type="button" className="btn" onClick={reset}>
            Try again
          </button>
          <a className="btn q" href="/desk">
            Back to Now
          </a>
        </p>
        {error.digest && <p className="hint">Fault {error.digest}</p>}
      </div>
    </main>
  );
}
