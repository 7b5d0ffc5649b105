import type { DeskContext } from "@/app/desk-context";
import { Approvals } from "@/components/desk/approvals";
import { PublishDecision } from "@/components/desk/publish-decision";
import { Release } from "@/components/desk/release";
import { ResponderLinks } from "@/components/desk/responder-links";
import { Roles } from "@/components/desk/roles";
import { SeverityForms } from "@/components/desk/severity";
import { PlayRuns } from "@/components/desk/summons";
import type { Zone } from "@/lib/zoned-time";
import { readApprovals } from "@/status/approvals/read-approvals";
import { isLocked, nameOfIncident } from "@/status/incidents/name-of-incident";
import type { DeskIncident } from "@/status/incidents/read-incident";
import { readRoles } from "@/status/incidents/roles/read-roles";
import { listPeople } from "@/status/people/read-person";
import { readPlayRuns } from "@/status/plays/read-summons";
import { decideApprovalAction, releaseAction, reviewAloneAction } from "./approval-actions";
import { changeLinksAction, lowerSeverityAction, raiseSeverityAction } from "./people-actions";
import {
  acknowledgeAction,
  declineRoleAction,
  endRoleAction,
  offerRoleAction,
  takeRoleAction,
} from "./role-actions";

type Props = { ctx: DeskContext; incident: DeskIncident; act: boolean; open: boolean; zone: Zone };

/** How bad it is for us, who does what, and where they meet. */
export async function People({ ctx, incident, act, open, zone }: Props) {
  const [roles, people, approvals, runs] = await Promise.all([
    readRoles(ctx, incident.id),
    listPeople(ctx),
    readApprovals(ctx, incident.id),
    readPlayRuns(ctx, incident.id),
  ]);
  const shown = roles.filter(
    ({ role, holder, offer }) => role !== "legal" || incident.type === "security" || holder || offer,
  );
  return (
    <>
      {isLocked(incident) && (
        <Release
          incidentId={incident.id}
          codename={nameOfIncident(incident)}
          title={incident.title}
          release={act ? releaseAction : null}
        />
      )}
      <PlayRuns
        runs={runs}
        self={ctx.actor.id}
        acknowledge={act && open ? acknowledgeAction : null}
        zone={zone}
      />
      <Approvals approvals={approvals} decide={decideApprovalAction} review={reviewAloneAction} zone={zone} />
      {act && open && (
        <SeverityForms
          incidentId={incident.id}
          severity={incident.severity}
          raise={raiseSeverityAction}
          lower={lowerSeverityAction}
        />
      )}
      <Roles
        incidentId={incident.id}
        roles={shown}
        people={people.filter(({ disabled }) => !disabled).map(({ id, name }) => ({ id, name }))}
        self={ctx.actor.id}
        actions={
          act
            ? {
                ...{ take: takeRoleAction, offer: offerRoleAction },
                ...{ decline: declineRoleAction, end: endRoleAction },
              }
            : null
        }
        open={open}
        zone={zone}
      />
      <PublishDecision decision={incident.publishDecision} />
      <ResponderLinks
        incidentId={incident.id}
        bridgeUrl={incident.bridgeUrl}
        chatUrl={incident.chatUrl}
        change={act ? changeLinksAction : null}
      />
    </>
  );
}
