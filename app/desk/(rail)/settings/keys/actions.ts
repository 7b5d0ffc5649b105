"use server";

import { action } from "@/app/action";
import { text } from "@/app/desk/form";
import type { FormAction } from "@/components/desk/action-form";
import type { MakeKeyAction } from "@/components/desk/new-key";
import type { ApiScope } from "@/lib/vocabulary";
import { makeApiKey, revokeApiKey } from "@/status/api-keys/api-keys";

export const makeKeyAction: MakeKeyAction = async (_before, form) =>
  action("own", (ctx) =>
    makeApiKey(ctx, {
      name: text(form, "name"),
      scopes: form.getAll("scopes").map(String) as ApiScope[],
      days: text(form, "days") ? Number(text(form, "days")) : null,
    }),
  );

export const revokeKeyAction: FormAction = async (_before, form) =>
  action("own", (ctx) => revokeApiKey(ctx, { id: text(form, "id") }));
