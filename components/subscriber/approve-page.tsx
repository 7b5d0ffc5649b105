import type { View } from "@/components/public/view";
import { formatTime } from "@/lib/zoned-time";

type Props = {
  question: {
    incident: string;
    audience: string;
    html: string;
    askedBy: string;
    approver: string;
    decideBy: Date | null;
  };
  view: View;
  /** Whether an objection came without its reason. */
  missing?: boolean;
};

/** The words that wait for somebody, exactly as they would be published, and the two answers. */
export function ApprovePage({ question, view, missing = false }: Props) {
  const { incident, audience, html, askedBy, approver, decideBy } = question;
  const words = view.words.approve;
  return (
    <section className="lead doc">
      <h1>{words.title}</h1>
      <p className="dek">{words.asks(askedBy, audience, incident)}</p>
      <blockquote
        className="words"
        // biome-ignore lint/security/noDangerouslySetInnerHtml: cleaned by lib/markdown, as what is published
        dangerouslySetInnerHTML={{ __html: html }}
      />
      {decideBy && <p className="meta">{words.strong(formatTime(decideBy, "zoned", view.zone))}</p>}
      <form method="post" className="f">
        <button type="submit" name="decision" value="approved">
          {words.approve}
        </button>
      </form>
      <form method="post" className="f">
        <label htmlFor="reason">{words.why}</label>
        <textarea
          id="reason"
          name="reason"
          rows={3}
          required
          maxLength={1000}
          aria-invalid={missing || undefined}
          aria-describedby={missing ? "reason-missing" : undefined}
        />
        {missing && (
          <p id="reason-missing" role="alert">
            {words.missing}
          </p>
        )}
        <button type="submit" name="decision" value="objected" className="btn q">
          {words.object}
        </button>
      </form>
      <p className="meta">{words.inTheNameOf(approver)}</p>
    </section>
  );
}
