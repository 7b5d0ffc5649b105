import type { PublicStatus } from "@/status/public/types";
import { headlineOf } from "./headline";
import { Lead } from "./lead";
import { OpenIncident } from "./open-incident";
import { PastDays } from "./past-days";
import { PlannedWork } from "./planned-work";
import { Services } from "./services";
import { StaleLead } from "./stale-lead";
import { SubscribeForm } from "./subscribe-form";
import { viewOf } from "./view";

/** The status page: what is happening, what we said, how each service is, what is planned, what was. */
export function HomePage({ status }: { status: PublicStatus }) {
  const view = viewOf(status.page);
  const headline = headlineOf(status, view.words);
  return (
    <>
      <Lead view={view} status={status} headline={headline} />
      <StaleLead view={view} page={status.page} headline={headline} />
      {status.openIncidents.map((incident, index) => (
        <OpenIncident key={incident.id} view={view} incident={incident} first={index === 0} />
      ))}
      <Services view={view} status={status} />
      <PlannedWork view={view} maintenances={status.maintenances} />
      <PastDays view={view} incidents={status.pastIncidents} />
      <SubscribeForm view={view} status={status} />
    </>
  );
}
