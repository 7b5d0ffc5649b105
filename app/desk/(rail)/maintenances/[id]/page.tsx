import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { mayAct, requireDesk } from "@/app/desk-context";
import { Activity } from "@/components/desk/activity";
import { PageHead } from "@/components/desk/page-head";
import { Timeline } from "@/components/desk/timeline";
import { statusWords } from "@/components/ui/words";
import { formatTime } from "@/lib/zoned-time";
import { readMaintenance } from "@/status/maintenances/read-maintenance";
import { readPage } from "@/status/page/read-page";
import { MaintenanceForms } from "./forms";

export const metadata: Metadata = { title: "Maintenance" };

/** Planned work: its window, its updates, and what can be done with it. */
export default async function Maintenance({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireDesk();
  const { id } = await params;
  const [page, maintenance] = await Promise.all([readPage(ctx), readMaintenance(ctx, id)]);
  if (!maintenance) notFound();
  return (
    <>
      <PageHead title={maintenance.title} renderedAt={ctx.now} zone={page} />
      <p className="meta mt-3">
        <span>{statusWords[maintenance.status]}</span>
        <span>
          {formatTime(maintenance.scheduledFor, "dayClock", page)} to{" "}
          {formatTime(maintenance.scheduledUntil, "dayClock", page)} ({page.timeZone})
        </span>
        <span>{maintenance.services.map((service) => service.name).join(", ")}</span>
        <a href={`/maintenances/${id}`}>as readers see it</a>
      </p>
      <div className="cols2">
        <section className="sec" aria-labelledby="updates">
          <h2 id="updates">
            Updates <small>newest first</small>
          </h2>
          <Timeline updates={maintenance.updates} zone={page} />
        </section>
        <div>
          {mayAct(ctx) && <MaintenanceForms maintenance={maintenance} timeZone={page.timeZone} />}
          <Activity entries={maintenance.activity} zone={page} />
        </div>
      </div>
    </>
  );
}
