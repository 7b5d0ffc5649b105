"use server";

import { action } from "@/app/action";
import { text } from "@/app/desk/form";
import type { FormAction } from "@/components/desk/action-form";
import type { Role } from "@/lib/vocabulary";
import {
  addProvider,
  changeProvider,
  mapGroup,
  requireSso,
  setBreakGlass,
  switchProvider,
  unmapGroup,
} from "@/status/sso/providers";

const provider = (form: FormData) => ({
  name: text(form, "name"),
  issuer: text(form, "issuer"),
  clientId: text(form, "clientId"),
  clientSecret: text(form, "clientSecret"),
  domains: text(form, "domains"),
  groupsClaim: text(form, "groupsClaim"),
  defaultRole: text(form, "defaultRole") as Role,
});

export const addProviderAction: FormAction = async (_before, form) =>
  action("own", (ctx) => addProvider(ctx, provider(form)));

export const changeProviderAction: FormAction = async (_before, form) =>
  action("own", (ctx) => changeProvider(ctx, { id: text(form, "id"), ...provider(form) }));

export const switchProviderAction: FormAction = async (_before, form) =>
  action("own", (ctx) =>
    switchProvider(ctx, { id: text(form, "id"), active: text(form, "active") === "yes" }),
  );

/** `makes`: `role <role>`, or `audience <id>`. */
export const mapGroupAction: FormAction = async (_before, form) =>
  action("own", (ctx) => {
    const [kind, what = ""] = text(form, "makes").split(" ");
    return mapGroup(ctx, {
      providerId: text(form, "providerId"),
      groupName: text(form, "groupName"),
      role: kind === "role" ? (what as Role) : null,
      audienceId: kind === "audience" ? what : null,
    });
  });

export const unmapGroupAction: FormAction = async (_before, form) =>
  action("own", (ctx) => unmapGroup(ctx, { id: text(form, "id") }));

export const requireSsoAction: FormAction = async (_before, form) =>
  action("own", (ctx) => requireSso(ctx, { ssoOnly: text(form, "ssoOnly") === "yes" }));

export const breakGlassAction: FormAction = async (_before, form) =>
  action("own", (ctx) => setBreakGlass(ctx, { id: text(form, "id"), on: text(form, "on") === "yes" }));
