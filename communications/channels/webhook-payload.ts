import type { Asked, Earlier, Frozen, Notice, Told } from "./channel";

/** Raised when a receiver that read the older payload could not read the newer one. */
const version = 1;

/** One type an object: which transition it was is in its status, because one message may bring several updates. */
export function updatePayload(told: Told): Frozen {
  const { kind, pageName, pageUrl, subjectId, title, url, status, impact, startedAt, window } = told;
  return payload(`${kind}.updated`, told.postedAt, {
    page: { name: pageName, url: pageUrl },
    [kind]: {
      id: subjectId,
      title,
      url,
      status,
      ...(window
        ? { scheduled_for: window.from, scheduled_until: window.until }
        : { impact, started_at: startedAt }),
    },
    update: { id: told.updateId, ...updateOf(told), next_update_by: told.nextUpdateBy },
    services: told.services.map(({ id, name, state }) => ({ id, name, state })),
    earlier: told.also.map((update) => ({ title: update.title, ...updateOf(update), url: update.url })),
    why: told.why,
    manage_url: told.manageUrl,
    leave_url: told.leaveUrl,
  });
}

const updateOf = ({ number, status, words, html, postedAt }: Told | Earlier) => ({
  number,
  status,
  words,
  html,
  posted_at: postedAt,
});

/** Asks the owner of an address to open the link and press its button. Posted before there is a secret: unsigned. */
export function confirmPayload({ pageName, wish, confirmUrl, hours }: Asked): Frozen {
  return payload("subscription.confirm", null, {
    page: { name: pageName },
    wish,
    confirm_url: confirmUrl,
    expires_in_hours: hours,
  });
}

/** Sent on its owner's wish, to see whether it arrives and its signature holds. */
export const testPayload = (pageName: string): Frozen => payload("test", null, { page: { name: pageName } });

/** Something for one person to do, posted to a machine of theirs. Unsigned: a play's address has no secret. */
export const noticePayload = ({ title, says, url }: Notice): Frozen =>
  payload("notice", null, { title, text: says, url });

function payload(type: string, timestamp: Date | null, data: object): Frozen {
  return {
    subject: type,
    html: null,
    text: JSON.stringify({ type, version, ...(timestamp && { timestamp }), data }),
  };
}
