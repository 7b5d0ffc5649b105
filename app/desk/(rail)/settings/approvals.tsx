import type { DeskContext } from "@/app/desk-context";
import { ActionForm, Submit } from "@/components/desk/action-form";
import { Select } from "@/components/desk/field";
import { incidentRoleWords, typeWords } from "@/components/ui/words";
import { incidentRoles, incidentTypes } from "@/lib/vocabulary";
import { listRequired } from "@/status/approvals/read-approvals";
import { listAudiences } from "@/status/audiences/read-audience";
import { requireApprovalAction } from "./actions";

/** Whose yes words need, by audience and type of incident. For owners. */
export async function ApprovalSettings({ ctx }: { ctx: DeskContext }) {
  const [audiences, required] = await Promise.all([listAudiences(ctx.db), listRequired(ctx)]);
  const nameOf = (id: string) =>
    audiences.find((audience) => audience.id === id)?.name ?? "an audience that is gone";
  return (
    <section className="sec max-w-2xl">
      <h2>
        Approvals <small>whose yes words need before they are published</small>
      </h2>
      <ul className="wait">
        {required.length === 0 && <li>Nobody's: the liaison publishes alone.</li>}
        {required.map(({ audienceId, incidentType, role }) => (
          <li key={`${audienceId} ${incidentType}`}>
            {nameOf(audienceId)}, {typeWords[incidentType].toLowerCase()}: the{" "}
            {incidentRoleWords[role].toLowerCase()}
          </li>
        ))}
        <li>Security, whoever is outside the house: always the legal approver. This cannot be turned off.</li>
      </ul>
      <ActionForm action={requireApprovalAction} label="Approvals" done="Saved.">
        <Select name="audienceId" label="Audience">
          {audiences.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
        <Select name="incidentType" label="Incidents about">
          {incidentTypes.map((type) => (
            <option key={type} value={type}>
              {typeWords[type]}
            </option>
          ))}
        </Select>
        <Select name="role" label="Whose yes">
          <option value="">Nobody's</option>
          {incidentRoles.map((role) => (
            <option key={role} value={role}>
              {incidentRoleWords[role]}
            </option>
          ))}
        </Select>
        <div className="mt-4">
          <Submit>Save the rule</Submit>
        </div>
      </ActionForm>
    </section>
  );
}
