import { ActionForm, type FormAction, Submit } from "./action-form";
import { Field } from "./field";

type Props = {
  incidentId: string;
  bridgeUrl: string | null;
  chatUrl: string | null;
  /** Null: to look only. */
  change: FormAction | null;
};

/** Where responders meet. For this page alone. */
export function ResponderLinks({ incidentId, bridgeUrl, chatUrl, change }: Props) {
  return (
    <section className="sec" aria-labelledby="responders">
      <h2 id="responders">
        For responders <small>nobody else is shown this</small>
      </h2>
      <ul className="wait">
        <li>
          Bridge: {bridgeUrl ? <a href={bridgeUrl}>{bridgeUrl}</a> : <span className="mute">none</span>}
        </li>
        <li>Chat: {chatUrl ? <a href={chatUrl}>{chatUrl}</a> : <span className="mute">none</span>}</li>
      </ul>
      {change && (
        <details>
          <summary>Change the links</summary>
          <ActionForm action={change} label="Links for responders" done="Saved.">
            <input type="hidden" name="incidentId" value={incidentId} />
            <Field name="bridgeUrl" label="Bridge" defaultValue={bridgeUrl ?? ""} hint="https://… or tel:…" />
            <Field name="chatUrl" label="Chat" defaultValue={chatUrl ?? ""} hint="https://…" />
            <div className="mt-3">
              <Submit kind="btn q">Save the links</Submit>
            </div>
          </ActionForm>
        </details>
      )}
    </section>
  );
}
