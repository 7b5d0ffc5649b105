import { incidentRoleWords, typeWords } from "@/components/ui/words";
import type { Channel, IncidentRole, IncidentType, Severity } from "@/lib/vocabulary";

export type ShownPlay = {
  severity: Severity;
  type: IncidentType | null;
  summon: { role: IncidentRole; people: { userId: string }[] }[];
  audienceIds: string[];
  templateId: string | null;
  promiseMinutes: number | null;
  answerSeconds: number;
};
/** What stands for an id: people, audiences and ready words by name. */
export type PlayNames = Record<string, string>;

/** "When an incident is SEV1": what starts a play. */
export const playStart = ({ severity, type }: Pick<ShownPlay, "severity" | "type">) =>
  `When an incident is ${severity}${type ? ` (${typeWords[type].toLowerCase()})` : ""}`;

/** What a play does, one thing a line, in the order it happens. */
export function playSteps(play: ShownPlay, names: PlayNames): string[] {
  const { summon, audienceIds, templateId, promiseMinutes, answerSeconds } = play;
  const name = (id: string) => names[id] ?? "somebody who is gone";
  const list = (ids: string[]) => new Intl.ListFormat("en-GB").format(ids.map(name));
  return [
    ...summon.map(
      ({ role, people }) =>
        `Summons as ${incidentRoleWords[role].toLowerCase()}: ${people.map(({ userId }) => name(userId)).join(", then ")}.`,
    ),
    ...(summon.some(({ people }) => people.length > 1)
      ? [`Without an answer after ${spanWords(answerSeconds)}, the next one.`]
      : []),
    ...(audienceIds.length > 0 ? [`Opens it for ${list(audienceIds)}.`] : []),
    ...(templateId ? [`Attaches the ready words “${name(templateId)}”.`] : []),
    ...(promiseMinutes ? [`Promises the next word within ${promiseMinutes} min.`] : []),
  ];
}

/** "2 min", "45 s". */
export const spanWords = (seconds: number) => (seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`);

type Way = { channel: Channel; address: string | null };

/** Ways as they are typed: "email, sms +351…". */
export const waysText = (ways: Way[]) =>
  ways.map(({ channel, address }) => (address ? `${channel} ${address}` : channel)).join(", ");

/** What was typed, as ways; what names no channel of ours comes back as it is, for the verb to refuse. */
export function readWays(text: string): Way[] {
  return text
    .split(/[,\n]+/)
    .map((one) => one.trim())
    .filter(Boolean)
    .map((one) => {
      const [channel = "", ...address] = one.split(/\s+/);
      return { channel: channel.toLowerCase() as Channel, address: address.join(" ") || null };
    });
}
