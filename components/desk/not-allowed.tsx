/** What a viewer reads where others act. */
export function NotAllowed({ what }: { what: string }) {
  return (
    <main className="main" id="main">
      <h1>Not for viewers</h1>
      <p className="mt-4">Your role lets you look, but not {what}. Ask an owner.</p>
      <p className="mt-4">
        <a href="/desk">Back to Now</a>
      </p>
    </main>
  );
}
