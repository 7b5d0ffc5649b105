import { formatTime, type Zone } from "@/lib/zoned-time";
import type { ShownSummons } from "./summons";

/** "Summoned Maya 14:02, no answer; Tomasz acknowledged 14:05." */
export function summonsLines(summons: Omit<ShownSummons, "id" | "role">, zone: Zone): string {
  const { state, dueAt, endedAt, acknowledgedBy, calls } = summons;
  const clock = (at: Date) => formatTime(at, "clock", zone);
  const unanswered = (some: ShownSummons["calls"]) =>
    some.map(({ name, calledAt }) => `${name} ${clock(calledAt)}, no answer`).join("; ");
  const ended = endedAt ? clock(endedAt) : "";
  const last = calls.at(-1);
  if (state === "acknowledged") {
    const before = calls.filter(({ userId }) => userId !== acknowledgedBy?.userId);
    const asked = before.length > 0 ? `Summoned ${unanswered(before)}; ` : "";
    return `${asked}${acknowledgedBy?.name} acknowledged ${ended}.`;
  }
  if (state === "called_off") {
    const names = calls.map(({ name, calledAt }) => `${name} ${clock(calledAt)}`).join("; ");
    return `Summoned ${names}; called off ${ended}: nobody is needed any more.`;
  }
  if (!last) return `Nobody could be asked: the owners are told, ${ended}.`;
  if (state === "exhausted") {
    return `Summoned ${unanswered(calls)}. Nobody is left in order: the owners are told, ${ended}.`;
  }
  const before = calls.slice(0, -1);
  const asked = before.length > 0 ? `${unanswered(before)}; ` : "";
  return `Summoned ${asked}${last.name} ${clock(last.calledAt)}, who has until ${clock(dueAt)}.`;
}
