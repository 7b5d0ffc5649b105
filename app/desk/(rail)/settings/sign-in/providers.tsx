import type { DeskContext } from "@/app/desk-context";
import { ActionForm, Submit } from "@/components/desk/action-form";
import { env } from "@/lib/env";
import { shownHost, shownLink } from "@/lib/shown-host";
import { listAudiences } from "@/status/audiences/read-audience";
import { listProviders } from "@/status/sso/providers";
import { accountProvider } from "@/status/sso/settle-person";
import { ProviderFields } from "./provider-fields";
import { ProviderGroups } from "./provider-groups";
import { addProviderAction, changeProviderAction, switchProviderAction } from "./sso-actions";

/** The providers of single sign-on: each with its settings, its groups and what it has to be told of us. */
export async function Providers({ ctx }: { ctx: DeskContext }) {
  const [providers, all] = await Promise.all([listProviders(ctx), listAudiences(ctx.db)]);
  const audiences = all.filter(({ kind }) => kind === "private");
  return (
    <section className="sec max-w-2xl">
      <h2>
        Single sign-on <small>by OpenID Connect</small>
      </h2>
      <ul className="wait">
        {providers.length === 0 && <li>No provider yet.</li>}
        {providers.map((provider) => (
          <li key={provider.id}>
            <p className="t">
              {provider.name} {!provider.active && <span className="mute s">off</span>}
            </p>
            <p className="s mute break-all">
              {shownLink(provider.issuer)}, for {provider.domains.map(shownHost).join(", ")}. Tell it this
              address to send people back to:{" "}
              <code>{`${env().PUBLIC_URL}/api/auth/callback/${accountProvider(provider.id)}`}</code>
            </p>
            <details>
              <summary>Groups: {provider.groups.length}</summary>
              <ProviderGroups provider={provider} audiences={audiences} />
            </details>
            <details>
              <summary>Settings</summary>
              <ActionForm action={changeProviderAction} label={`Settings of ${provider.name}`} done="Saved.">
                <input type="hidden" name="id" value={provider.id} />
                <ProviderFields provider={provider} />
                <div className="mt-4">
                  <Submit kind="btn q">Save</Submit>
                </div>
              </ActionForm>
            </details>
            <ActionForm action={switchProviderAction} label={`Provider ${provider.name}`} done="Done.">
              <input type="hidden" name="id" value={provider.id} />
              <Submit
                kind={provider.active ? "btn danger" : "btn q"}
                name="active"
                value={provider.active ? "no" : "yes"}
                label={`${provider.active ? "Turn it off" : "Turn it on"}: ${provider.name}`}
              >
                {provider.active ? "Turn it off" : "Turn it on"}
              </Submit>
            </ActionForm>
          </li>
        ))}
      </ul>
      <details className="mt-6">
        <summary>Add a provider</summary>
        <ActionForm
          action={addProviderAction}
          label="Add a provider"
          done="Added. Tell it the address above."
          empties
        >
          <ProviderFields />
          <div className="mt-4">
            <Submit>Add the provider</Submit>
          </div>
        </ActionForm>
      </details>
    </section>
  );
}
