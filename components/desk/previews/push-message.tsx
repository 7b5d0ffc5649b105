type Notice = {
  title: string;
  body: string;
  manage?: { title: string };
  confirmed?: { title: string; body: string };
};

/** A browser's notification, about as a desktop draws it; to confirm it shows a second one after the press. */
export function PushMessage({ json, from }: { json: string; from: string }) {
  const notice = JSON.parse(json) as Notice;
  return (
    <div className="grid gap-3">
      <Note from={from} title={notice.title} body={notice.body} act={notice.manage?.title} />
      {notice.confirmed && <Note from={from} {...notice.confirmed} />}
    </div>
  );
}

function Note({ from, title, body, act }: { from: string; title: string; body: string; act?: string }) {
  return (
    <div className="note">
      <p className="dim">{from}</p>
      <p className="head">{title}</p>
      <p className="whitespace-pre-line">{body}</p>
      {act && <p className="dim">{act}</p>}
    </div>
  );
}
