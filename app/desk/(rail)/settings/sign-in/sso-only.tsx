import type { DeskContext } from "@/app/desk-context";
import { ActionForm, Submit } from "@/components/desk/action-form";
import { listPeople } from "@/status/people/read-person";
import { isSsoOnly } from "@/status/sso/providers";
import { breakGlassAction, requireSsoAction } from "./sso-actions";

/** Whether passwords and links are refused, and which owners keep them for the night when the provider fails. */
export async function SsoOnly({ ctx }: { ctx: DeskContext }) {
  const [ssoOnly, people] = await Promise.all([isSsoOnly(ctx.db), listPeople(ctx)]);
  const owners = people.filter(
    ({ role, disabled, hasPassword }) => role === "owner" && !disabled && hasPassword,
  );
  return (
    <section className="sec max-w-2xl">
      <h2>
        Only by single sign-on{" "}
        <small>
          {ssoOnly ? "on: passwords and mailed links are refused" : "off: passwords and links work too"}
        </small>
      </h2>
      <p className="mt-1">
        An owner who keeps a way in may still use their password. Each time they do is in the audit log.
        Without one, a fault of the provider would lock everybody out.
      </p>
      <ul className="wait">
        {owners.map(({ id, name, breakGlass }) => (
          <li key={id}>
            <p>
              {name} {breakGlass && <b>keeps a way in</b>}
            </p>
            <ActionForm action={breakGlassAction} label={`Way in of ${name}`} done="Saved." className="mt-2">
              <input type="hidden" name="id" value={id} />
              <Submit
                kind="btn q"
                name="on"
                value={breakGlass ? "no" : "yes"}
                label={`${breakGlass ? "Take it away" : "Let them keep a way in"}: ${name}`}
              >
                {breakGlass ? "Take it away" : "Let them keep a way in"}
              </Submit>
            </ActionForm>
          </li>
        ))}
      </ul>
      <ActionForm action={requireSsoAction} label="Only by single sign-on" done="Saved." className="mt-4">
        <Submit kind={ssoOnly ? "btn q" : "btn danger"} name="ssoOnly" value={ssoOnly ? "no" : "yes"}>
          {ssoOnly ? "Take passwords and links again" : "Refuse passwords and links"}
        </Submit>
      </ActionForm>
    </section>
  );
}
