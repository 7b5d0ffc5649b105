import { incidentRoleWords } from "@/components/ui/words";
import { type EventKind, incidentRoles } from "@/lib/vocabulary";

const deeds = {
  incident_opened: "opened the incident",
  incident_updated: "posted an update",
  incident_resolved: "resolved the incident",
  incident_reopened: "reopened the incident",
  incident_retracted: "took back the incident as a false alarm",
  incident_backfilled: "recorded this past incident",
  maintenance_scheduled: "scheduled the maintenance",
  maintenance_rescheduled: "moved the maintenance to another time",
  maintenance_started: "started the maintenance",
  maintenance_updated: "posted an update",
  maintenance_completed: "completed the maintenance",
  maintenance_cancelled: "cancelled the maintenance",
  update_corrected: "corrected the words of an update",
  update_undone: "took back an update before anybody was told",
  deliveries_retried: "tried failed messages again",
  deliveries_decided: "decided about messages without an answer",
  services_changed: "changed the services",
  page_changed: "changed the page",
  role_taken: "took the role",
  role_offered: "offered the role",
  role_accepted: "accepted the role",
  role_declined: "declined the role",
  role_ended: "ended the role",
  links_changed: "changed the links for responders",
  severity_raised: "raised the severity",
  severity_lowered: "lowered the severity",
  audience_added: "added an audience",
  audience_changed: "changed an audience",
  audience_archived: "archived an audience",
  people_changed: "changed who belongs to an audience",
  audience_opened: "opened it for an audience",
  question_answered: "answered a question",
  questions_folded: "folded two questions into one",
  report_counted: "counted a customer’s report",
  approval_asked: "asked for approval",
  approval_given: "approved words",
  approval_objected: "objected to words",
  approval_lapsed: "took silence as a yes",
  approval_reviewed: "reviewed what was published alone",
  incident_released: "released the incident to the public",
  approvals_changed: "changed whose approval words need",
  rule_ran: "ran a rule",
  people_added: "added people who hear of it",
  incident_locked: "made it a security incident and took it from the public",
  audience_let_in: "let an audience in",
  audience_put_out: "put an audience out again",
  questions_unfolded: "took two questions apart again",
  plays_changed: "changed the response plays",
  play_ran: "ran a play",
  summoned: "summoned",
  summons_acknowledged: "acknowledged the summons",
  summons_exhausted: "found nobody left to summon",
  summons_called_off: "called off the summons",
} satisfies Record<EventKind, string>;

/** What somebody did, with what the event knows besides: "posted an update, SEV1 to SEV2: fewer are hurt". */
export function activityWords({
  kind,
  details,
}: {
  kind: EventKind;
  details: Record<string, unknown>;
}): string {
  const [from, to] = Array.isArray(details.severity) ? details.severity : [];
  const severity = from && to ? `, ${from} to ${to}` : "";
  const alone = typeof details.alone === "string" ? `, published alone: ${details.alone}` : "";
  const reason = typeof details.reason === "string" && details.reason ? `: ${details.reason}` : "";
  if (details.noChange) return `said that nothing is new${alone}`;
  const madePublic = details.madePublic ? ", which made the incident public" : "";
  return (
    deeds[kind] +
    madePublic +
    audienceWords(kind, details) +
    roleWords(kind, details) +
    severity +
    reason +
    alone
  );
}

/** ", Support": which audience was opened, let in or put out. */
const audienceWords = (kind: EventKind, { name }: Record<string, unknown>) =>
  kind.startsWith("audience_") && typeof name === "string" ? `, ${name}` : "";

/** " of commander to Priya": which role it is about, and whom. */
function roleWords(kind: EventKind, details: Record<string, unknown>): string {
  if (kind === "play_ran") return playWords(details);
  const role = incidentRoles.find((one) => one === details.role);
  if (!role) return "";
  const who = incidentRoleWords[role].toLowerCase();
  if (kind.startsWith("approval_")) return details.to ? ` by ${details.to}, ${who}` : ` as ${who}`;
  if (kind.startsWith("summon")) return summonsWords(kind, who, details);
  const name = (key: string, before: string) =>
    typeof details[key] === "string" ? ` ${before} ${details[key]}` : "";
  return [
    ` of ${who}`,
    name("to", "to"),
    name("from", "from"),
    name("of", "of"),
    name("withdrawnFrom", "for"),
    details.unanswered ? ", because nobody answered" : "",
  ].join("");
}

/** ": Major incident, version 3, opened for Executives". */
function playWords({ play, version, audiences }: Record<string, unknown>): string {
  const opened = Array.isArray(audiences) ? `, opened for ${list(audiences.map(String))}` : "";
  return `: ${play}, version ${version}${opened}`;
}

/** " Tomasz as deputy, because Maya did not answer". */
function summonsWords(kind: EventKind, who: string, { to, unanswered }: Record<string, unknown>): string {
  const asked = kind === "summoned" ? ` ${to} as ${who}` : ` as ${who}`;
  return typeof unanswered === "string" ? `${asked}, because ${unanswered} did not answer` : asked;
}

const list = (names: string[]) => new Intl.ListFormat("en-GB").format(names);
