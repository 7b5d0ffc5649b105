"use server";

import { action } from "@/app/action";
import { text } from "@/app/desk/form";
import type { FormAction } from "@/components/desk/action-form";
import { addGroup } from "@/status/services/add-group";
import { addService } from "@/status/services/add-service";
import { changeService } from "@/status/services/change-service";
import { moveGroup } from "@/status/services/move-group";
import { moveService } from "@/status/services/move-service";
import { renameGroup } from "@/status/services/rename-group";
import { retireService } from "@/status/services/retire-service";
import { showService } from "@/status/services/show-service";

const direction = (form: FormData) => (text(form, "direction") === "up" ? "up" : "down");

export const addGroupAction: FormAction = async (_before, form) =>
  action("act", (ctx) => addGroup(ctx, { name: text(form, "name") }));

export const renameGroupAction: FormAction = async (_before, form) =>
  action("act", (ctx) => renameGroup(ctx, { groupId: text(form, "id"), name: text(form, "name") }));

export const moveGroupAction: FormAction = async (_before, form) =>
  action("act", (ctx) => moveGroup(ctx, { groupId: text(form, "id"), direction: direction(form) }));

export const addServiceAction: FormAction = async (_before, form) =>
  action("act", (ctx) =>
    addService(ctx, {
      name: text(form, "name"),
      description: text(form, "description") || null,
      groupId: text(form, "groupId") || null,
    }),
  );

export const changeServiceAction: FormAction = async (_before, form) =>
  action("act", (ctx) =>
    changeService(ctx, {
      serviceId: text(form, "id"),
      name: text(form, "name"),
      description: text(form, "description") || null,
      groupId: text(form, "groupId") || null,
    }),
  );

export const moveServiceAction: FormAction = async (_before, form) =>
  action("act", (ctx) => moveService(ctx, { serviceId: text(form, "id"), direction: direction(form) }));

export const showServiceAction: FormAction = async (_before, form) =>
  action("act", (ctx) =>
    showService(ctx, { serviceId: text(form, "id"), shown: text(form, "shown") === "yes" }),
  );

export const retireServiceAction: FormAction = async (_before, form) =>
  action("act", (ctx) => retireService(ctx, { serviceId: text(form, "id") }));
