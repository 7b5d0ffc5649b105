import type { PublicPage } from "@/status/public/types";
import { Stamp } from "./moment";
import { viewOf } from "./view";

/** What stands where there is no page. It says that the status is fine to read elsewhere. */
export function NotFoundPage({ page }: { page: PublicPage }) {
  const view = viewOf(page);
  const words = view.words.notFound;
  return (
    <section className="lead doc">
      <h1>{words.title}</h1>
      <p className="dek">
        {words.body} <a href="/">{words.home}</a>{" "}
        <span className="when-confirmed">
          {words.confirmed} <Stamp view={view} />
        </span>
        .
      </p>
      <p className="dek">
        <a href="/history">{words.history}</a>
      </p>
      <p className="meta">{words.code}</p>
    </section>
  );
}
