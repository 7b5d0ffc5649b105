import type { View } from "@/components/public/view";
import { Part } from "./part";

export type Secret = {
  value: string;
  version: number;
  /** Until when the one before signs too; null: it does not. */
  beforeUntil: string | null;
  /** Where a new one is made; null: not here. */
  newPath: string | null;
};

/** What signs a webhook's messages, and a new one. */
export function WebhookSecret({ view, secret }: { view: View; secret: Secret }) {
  const words = view.words.subscriber;
  return (
    <Part title={words.secret}>
      <p>
        <code>{secret.value}</code>
      </p>
      <p className="meta">{words.secretHow}</p>
      {secret.beforeUntil && <p className="meta">{words.secretBefore(secret.beforeUntil)}</p>}
      {secret.newPath && (
        <form className="f" action={secret.newPath} method="post">
          <input type="hidden" name="version" value={secret.version} />
          <button type="submit" className="btn q" aria-describedby="new-secret-how">
            {words.newSecret}
          </button>
        </form>
      )}
      {secret.newPath && (
        <p className="meta" id="new-secret-how">
          {words.newSecretHow}
        </p>
      )}
    </Part>
  );
}
