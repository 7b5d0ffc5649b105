import type { Metadata } from "next";
import { mayAct, requireDesk } from "@/app/desk-context";
import { ActionForm, Submit } from "@/components/desk/action-form";
import { Field, Select } from "@/components/desk/field";
import { PageHead } from "@/components/desk/page-head";
import { readPage } from "@/status/page/read-page";
import { listGroups, listServices } from "@/status/services/list-services";
import { addGroupAction, addServiceAction } from "./actions";
import { Group } from "./group";

export const metadata: Metadata = { title: "Services" };

/** What customers use, in groups, in the order of the public page. */
export default async function Services() {
  const ctx = await requireDesk();
  const [page, groups, services] = await Promise.all([readPage(ctx), listGroups(ctx), listServices(ctx)]);
  const act = mayAct(ctx);
  const ungrouped = services.filter((service) => service.groupId === null);
  return (
    <>
      <PageHead title="Services" renderedAt={ctx.now} zone={page} />
      <div className="cols2">
        <div>
          {services.length === 0 && groups.length === 0 && (
            <p className="mute mt-4">No services yet. Name the first one as customers say it.</p>
          )}
          {groups.map((group, index) => (
            <Group
              key={group.id}
              group={group}
              groups={groups}
              services={services.filter((service) => service.groupId === group.id)}
              first={index === 0}
              last={index === groups.length - 1}
              mayAct={act}
            />
          ))}
          {ungrouped.length > 0 && <Group group={null} groups={groups} services={ungrouped} mayAct={act} />}
        </div>
        {act && (
          <div>
            <section className="sec">
              <h2>Add a service</h2>
              <ActionForm action={addServiceAction} label="Add a service" empties>
                <Field name="name" label="Service name" hint="As customers say it: “Checkout”." required />
                <Field name="description" label="Description" />
                <Select name="groupId" label="Group">
                  <option value="">No group</option>
                  {groups.map((group) => (
                    <option key={group.id} value={group.id}>
                      {group.name}
                    </option>
                  ))}
                </Select>
                <div className="mt-4">
                  <Submit>Add service</Submit>
                </div>
              </ActionForm>
            </section>
            <section className="sec">
              <h2>Add a group</h2>
              <ActionForm action={addGroupAction} label="Add a group" empties>
                <Field name="name" label="Group name" required />
                <div className="mt-4">
                  <Submit kind="btn q">Add group</Submit>
                </div>
              </ActionForm>
            </section>
          </div>
        )}
      </div>
    </>
  );
}
