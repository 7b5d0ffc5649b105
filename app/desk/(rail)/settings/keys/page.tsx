import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { isOwner, requireDesk } from "@/app/desk-context";
import { ActionForm, Submit } from "@/components/desk/action-form";
import { Check, Checks, Field, Select } from "@/components/desk/field";
import { NewKey } from "@/components/desk/new-key";
import { PageHead } from "@/components/desk/page-head";
import { apiScopes } from "@/lib/vocabulary";
import { formatTime } from "@/lib/zoned-time";
import { type ListedKey, listApiKeys } from "@/status/api-keys/api-keys";
import { type Page, readPage } from "@/status/page/read-page";
import { makeKeyAction, revokeKeyAction } from "./actions";

export const metadata: Metadata = { title: "API keys" };

/** Keys that let machines in: what each may do, when it was used, and how it ends. For owners. */
export default async function Keys() {
  const ctx = await requireDesk();
  if (!isOwner(ctx)) notFound();
  const [page, keys] = await Promise.all([readPage(ctx), listApiKeys(ctx)]);
  return (
    <>
      <PageHead title="API keys" renderedAt={ctx.now} zone={page}>
        <Link href="/desk/settings">Settings</Link>
      </PageHead>
      <section className="sec max-w-2xl">
        <h2>
          Keys <small>{keys.length}</small>
        </h2>
        <ul className="wait">
          {keys.length === 0 && <li>None yet: no machine is let in.</li>}
          {keys.map((key) => (
            <Key key={key.id} listed={key} page={page} now={ctx.now} />
          ))}
        </ul>
        <h2 className="mt-6">Make a key</h2>
        <NewKey make={makeKeyAction}>
          <Field name="name" label="What it is for" required />
          <Checks name="scopes" legend="What it may do">
            {apiScopes.map((scope) => (
              <Check key={scope} name="scopes" value={scope} label={scope.replace(":", ": ")} />
            ))}
          </Checks>
          <Select name="days" label="It ends" defaultValue="365">
            <option value="30">After 30 days</option>
            <option value="90">After 90 days</option>
            <option value="365">After a year</option>
            <option value="">When it is revoked</option>
          </Select>
          <div className="mt-4">
            <Submit>Make the key</Submit>
          </div>
        </NewKey>
      </section>
    </>
  );
}

function Key({ listed, page, now }: { listed: ListedKey; page: Page; now: Date }) {
  const { id, name, scopes, createdAt, expiresAt, lastUsedAt, revokedAt } = listed;
  const over = revokedAt ?? (expiresAt && expiresAt <= now ? expiresAt : null);
  const at = (time: Date) => formatTime(time, "dayClock", page);
  return (
    <li>
      <p className="t">
        {name} {over && <span className="mute s">{revokedAt ? "revoked" : "ended"}</span>}
      </p>
      <p className="s break-all">{scopes.join(", ")}</p>
      <p className="s mute">
        drawbridge_{id}_…, made {at(createdAt)}; {lastUsedAt ? `last used ${at(lastUsedAt)}` : "never used"}
        {!over && (expiresAt ? `; ends ${at(expiresAt)}` : "; does not end by itself")}
      </p>
      {!over && (
        <ActionForm action={revokeKeyAction} label={`Key: ${name}`} done="Revoked.">
          <input type="hidden" name="id" value={id} />
          <Submit kind="btn danger" label={`Revoke the key ${name}`}>
            Revoke
          </Submit>
        </ActionForm>
      )}
    </li>
  );
}
