import Link from "next/link";

/** The desk on its first day. */
export function FirstSteps() {
  return (
    <div className="empty">
      <h2>Nothing to report, because there is nothing yet</h2>
      <p>Two steps, a few minutes. No letter leaves before somebody subscribes and you publish.</p>
      <ol className="steps">
        <li>
          <div>
            <b>Name your services</b>
            <p>As customers say them: “Checkout”, not “pay-eu”.</p>
          </div>
          <Link className="btn" href="/desk/services">
            Add services
          </Link>
        </li>
        <li>
          <div>
            <b>Say whose page it is</b>
            <p>Its name, its time zone, and where people ask for help.</p>
          </div>
          <Link className="btn q" href="/desk/settings">
            Settings
          </Link>
        </li>
      </ol>
    </div>
  );
}
