/** An address under the desk that leads nowhere. */
export default function DeskNotFound() {
  return (
    <main className="main" id="main">
      <div className="empty">
        <h1>There is nothing here</h1>
        <p>The address does not lead to anything at the desk. It may have been removed.</p>
        <p>
          <a className="btn" href="/desk">
            Back to Now
          </a>
        </p>
      </div>
    </main>
  );
}
