import type { cadences } from "@/db/schema/audiences";
import type { incidentTemplates } from "@/db/schema/incidents";
import type { IncidentStatus, Severity } from "@/lib/vocabulary";

type CadenceRow = Omit<typeof cadences.$inferInsert, "audienceId">;
type Template = Omit<typeof incidentTemplates.$inferInsert, "position" | "createdAt">;

const row = (
  severity: Severity,
  status: IncidentStatus,
  everyMinutes: number,
  afterMinutes = 0,
): CadenceRow => ({
  severity,
  status,
  everyMinutes,
  afterMinutes,
});

/**
 * How often to speak in public. The intervals by status follow GitLab's table for its communications manager; that
 * a long incident slows down only after two hours, and stays within 20 minutes before, follows PagerDuty's guide.
 */
export const cadenceRows: CadenceRow[] = [
  ...[row("SEV1", "investigating", 10), row("SEV1", "identified", 10), row("SEV1", "monitoring", 30)],
  ...[row("SEV2", "investigating", 15), row("SEV2", "identified", 20), row("SEV2", "monitoring", 60)],
  ...(["SEV3", "SEV4", "SEV5"] as const).flatMap((severity) => [
    row(severity, "investigating", 20),
    row(severity, "identified", 30),
    row(severity, "monitoring", 60),
  ]),
  ...(["SEV1", "SEV2", "SEV3"] as const).flatMap((severity) => [
    row(severity, "investigating", 60, 120),
    row(severity, "identified", 60, 120),
  ]),
];

/** Ready first words: what customers notice, what still works, what they can do. */
export const templates: Template[] = [
  {
    name: "Something is failing",
    title: "Some requests are failing",
    words:
      "Some of you see errors where you would expect a page. We are finding out how many and why. Trying again often works.",
    severity: "SEV2",
    impact: "major",
  },
  {
    name: "Nothing works",
    title: "Our services cannot be reached",
    words:
      "Our services cannot be reached at the moment. We saw it within minutes and everyone who can help is on it. Nothing that was saved is lost.",
    severity: "SEV1",
    impact: "critical",
  },
  {
    name: "Slow",
    title: "Pages load slowly",
    words:
      "Pages take longer to load than they should. Everything works, with patience. We are looking for the cause.",
    severity: "SEV3",
    impact: "minor",
  },
  {
    name: "Late data",
    title: "Numbers arrive late",
    words: "What you see may be older than it should be. Nothing is lost: late numbers will be filled in.",
    severity: "SEV3",
    impact: "minor",
  },
  {
    name: "Sign-in",
    title: "Some people cannot sign in",
    words: "Some people cannot sign in. Who is signed in already stays so: please do not sign out for now.",
    severity: "SEV2",
    impact: "major",
  },
];
