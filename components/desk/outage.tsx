type Props = {
  what: string;
  still: string;
  /** What readers have, in words; null when we do not know. */
  readers: string | null;
};

/** In place of the desk while it cannot be shown at all: what is wrong, what still works, and what to do. */
export function Outage({ what, still, readers }: Props) {
  return (
    <main className="main" id="main">
      <div className="empty">
        <h1>The desk cannot be shown</h1>
        <p>
          <b>{what}</b>
        </p>
        <p>{still}</p>
        {readers && <p>{readers}</p>}
        <p className="flex gap-3">
          <a className="btn" href="?">
            Try again
          </a>
          <a className="btn q" href="/">
            The public page
          </a>
        </p>
      </div>
    </main>
  );
}
