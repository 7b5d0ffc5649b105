import type { Metadata } from "next";
import { isOwner, mayAct, requireDesk } from "@/app/desk-context";
import { listSubscribers, matchesMax } from "@/communications/subscribers/list-subscribers";
import { ActionForm, Submit } from "@/components/desk/action-form";
import { Finder, Pager } from "@/components/desk/finder";
import { PageHead } from "@/components/desk/page-head";
import { channelWords, detailWords, scopeWords } from "@/components/ui/words";
import { formatTime } from "@/lib/zoned-time";
import { readPage } from "@/status/page/read-page";
import { removeSubscriberAction } from "./actions";
import { StateOf } from "./state-of";
import { Suppressed } from "./suppressed";
import { SwitchedOff } from "./switched-off";

export const metadata: Metadata = { title: "Subscribers" };

const pageSize = 50;

/** Who asked to hear, and about what. */
export default async function Subscribers({
  searchParams,
}: {
  searchParams: Promise<{ q?: string; page?: string }>;
}) {
  const ctx = await requireDesk();
  const { q = "", page: asked = "1" } = await searchParams;
  const page = Math.max(1, Number.parseInt(asked, 10) || 1);
  const zone = await readPage(ctx);
  const { subscribers, total, counts } = await listSubscribers(ctx, { search: q, page, pageSize });
  return (
    <>
      <PageHead title="Subscribers" renderedAt={ctx.now} zone={zone} />
      {mayAct(ctx) && (
        <p className="row mt-4">
          <a className="btn q" href="/desk/subscribers/new">
            Add a person
          </a>
          <a className="btn q" href="/desk/subscribers/import">
            Import
          </a>
          {isOwner(ctx) && (
            <a className="btn q" href="/desk/subscribers/export" download>
              Export
            </a>
          )}
        </p>
      )}
      <dl className="stats">
        <div>
          <dd>{counts.confirmed.toLocaleString("en-GB")}</dd>
          <dt>hear from us</dt>
        </div>
        {counts.switched_off > 0 && (
          <div>
            <dd>{counts.switched_off.toLocaleString("en-GB")}</dd>
            <dt>switched off</dt>
          </div>
        )}
        <div>
          <dd>{counts.left.toLocaleString("en-GB")}</dd>
          <dt>have left</dt>
        </div>
      </dl>
      <Finder label="Search subscribers" value={q} />
      {subscribers.length === 0 ? (
        <p className="mute mt-6">
          {q
            ? `Nobody found for “${q}”.`
            : "Nobody yet. Readers subscribe on the public page and confirm by mail."}
        </p>
      ) : (
        <div className="mt-4 overflow-x-auto">
          <table className="t">
            <thead>
              <tr>
                <th>Address</th>
                <th className="hide">About</th>
                <th className="hide">How much</th>
                <th className="hide">Since</th>
                <th className="hide">From</th>
                {mayAct(ctx) && <th>Remove</th>}
              </tr>
            </thead>
            <tbody>
              {subscribers.map((one) => (
                <tr key={one.id}>
                  <td className="long">
                    {one.channel !== "email" && <span className="mute s">{channelWords[one.channel]} </span>}
                    {one.address}
                    <StateOf one={one} zone={zone} />
                    {one.switchedOff && <SwitchedOff off={one.switchedOff} zone={zone} />}
                    {one.suppressed && (
                      <Suppressed one={one} why={one.suppressed} zone={zone} may={mayAct(ctx)} />
                    )}
                  </td>
                  <td className="hide">
                    {scopeWords[one.scope]}
                    {one.services.length > 0 && (
                      <span className="mute s block">{one.services.join(", ")}</span>
                    )}
                  </td>
                  <td className="hide">{detailWords[one.detail]}</td>
                  <td className="hide whitespace-nowrap">{formatTime(one.confirmedAt, "fullDay", zone)}</td>
                  <td className="hide">{one.source ?? <span className="mute">our page</span>}</td>
                  {mayAct(ctx) && (
                    <td>
                      {one.state !== "left" && (
                        <ActionForm
                          action={removeSubscriberAction}
                          label={`Remove ${one.address}`}
                          confirm={`Remove ${one.address}? They no longer hear from us, and can subscribe again.`}
                        >
                          <input type="hidden" name="id" value={one.id} />
                          <Submit kind="bare" label={`Remove ${one.address}`}>
                            Remove
                          </Submit>
                        </ActionForm>
                      )}
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {q && total > matchesMax && (
        <p className="s mute mt-3">
          More than {matchesMax.toLocaleString("en-GB")} match: write more of the address.
        </p>
      )}
      <Pager page={page} pageSize={pageSize} total={total} query={q ? { q } : {}} />
    </>
  );
}
