import type { View } from "@/components/public/view";

export type Secret = {
  value: string;
  version: number;
  /** Until when the one before signs too; null: it does not. */
  beforeUntil: string | null;
  /** Where a new one is made; null: not here. */
  newPath: string | null;
  /** Where a test event is asked for; null: there is none. */
  testPath: string | null;
};

/** What signs a webhook's messages, a new one, and a try. */
export function WebhookSecret({ view, secret }: { view: View; secret: Secret }) {
  const words = view.words.subscriber;
  return (
    <div className="f">
      <h2>{words.secret}</h2>
      <p className="f">
        <code>{secret.value}</code>
      </p>
      <p className="meta">{words.secretHow}</p>
      {secret.beforeUntil && <p className="meta">{words.secretBefore(secret.beforeUntil)}</p>}
      <div className="acts f">
        {secret.testPath && (
          <form action={secret.testPath} method="post">
            <button type="submit" className="btn q">
              {words.sendTest}
            </button>
          </form>
        )}
        {secret.newPath && (
          <form action={secret.newPath} method="post">
            <input type="hidden" name="version" value={secret.version} />
            <button type="submit" className="btn q" aria-describedby="new-secret-how">
              {words.newSecret}
            </button>
          </form>
        )}
      </div>
      {secret.newPath && (
        <p className="meta" id="new-secret-how">
          {words.newSecretHow}
        </p>
      )}
    </div>
  );
}
