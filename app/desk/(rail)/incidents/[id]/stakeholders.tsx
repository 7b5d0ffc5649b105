import { type DeskContext, isOwner } from "@/app/desk-context";
import { mayPutOut } from "@/communications/deliveries/put-out";
import { CustomerReports } from "@/components/desk/customer-reports";
import { IncidentAudiences } from "@/components/desk/incident-audiences";
import { Questions } from "@/components/desk/questions";
import type { Zone } from "@/lib/zoned-time";
import { readIncidentAudiences } from "@/status/audiences/read-incident-audiences";
import { questionReport } from "@/status/questions/question-report";
import { readIncidentQuestions } from "@/status/questions/read-desk-questions";
import { countDeflections } from "@/status/questions/read-questions";
import { readReports } from "@/status/reports/read-reports";
import {
  addReportAction,
  answerAction,
  foldAction,
  letInAction,
  openForAudienceAction,
  putOutAction,
  unfoldAction,
} from "./audience-actions";

type Props = {
  ctx: DeskContext;
  incidentId: string;
  act: boolean;
  open: boolean;
  /** Whether the security lane keeps out who is outside the house. */
  locked: boolean;
  zone: Zone;
};

/** Those whom we decided should hear: what they ask, whose pages show the incident, what customers report. */
export async function Stakeholders({ ctx, incidentId, act, open, locked, zone }: Props) {
  const [questions, deflections, audiences, reports] = await Promise.all([
    readIncidentQuestions(ctx, incidentId),
    countDeflections(ctx.db, { incidentId }),
    readIncidentAudiences(ctx, incidentId),
    readReports(ctx, incidentId),
  ]);
  return (
    <>
      <Questions
        questions={questions}
        counts={questionReport(questions, deflections, ctx.now)}
        actions={act ? { answer: answerAction, fold: foldAction, unfold: unfoldAction } : null}
        zone={zone}
      />
      <CustomerReports
        reports={reports}
        incidentId={incidentId}
        add={open ? addReportAction : null}
        zone={zone}
      />
      <IncidentAudiences
        incidentId={incidentId}
        audiences={audiences.map((one) => ({ ...one, mayPutOut: mayPutOut(ctx, one.letInBy) }))}
        open={act && open ? openForAudienceAction : null}
        locked={locked}
        letIn={isOwner(ctx) && open ? letInAction : null}
        putOut={act ? putOutAction : null}
      />
    </>
  );
}
