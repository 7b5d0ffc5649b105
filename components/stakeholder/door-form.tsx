import type { View } from "@/components/public/view";

type Props = {
  view: View;
  action: string;
  /** Where one comes in by one's company's sign-in; null where there is none. */
  company: string | null;
  wrong: string | null;
};

/** Asks for an email address. It names no audience: it stands before pages that are not there, too. */
export function DoorForm({ view, action, company, wrong }: Props) {
  const words = view.words.stakeholder;
  return (
    <section className="lead doc">
      <h1>{words.doorTitle}</h1>
      <p className="dek">{words.door}</p>
      <form className="f" method="post" action={action}>
        <label htmlFor="email">{words.email}</label>
        <div className="row">
          <input
            id="email"
            name="email"
            type="email"
            autoComplete="email"
            required
            aria-invalid={wrong ? true : undefined}
            aria-describedby={wrong ? "wrong" : undefined}
          />
          <button type="submit">{words.send}</button>
        </div>
        {wrong && (
          <p className="wrong" id="wrong">
            {wrong}
          </p>
        )}
      </form>
      {company && (
        <p className="meta">
          <a href={company}>{words.byCompany}</a>
        </p>
      )}
    </section>
  );
}
