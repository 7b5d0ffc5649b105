"use server";

import { redirect } from "next/navigation";
import { action } from "@/app/action";
import { text } from "@/app/desk/form";
import { removeCheck, writeCheck } from "@/communications/rules/write-check";
import type { FormAction } from "@/components/desk/action-form";
import { readCheckForm } from "./check-form";

export const writeCheckAction: FormAction = async (_before, form) => {
  const heard = await action("act", async (ctx) => void (await writeCheck(ctx, readCheckForm(form))));
  if (heard.ok) redirect("/desk/rules#checks");
  return { ...heard, fields: besideFields(heard.fields) };
};

export const removeCheckAction: FormAction = async (_before, form) =>
  action("act", async (ctx) => void (await removeCheck(ctx, { name: text(form, "name") })));

/** "check.facts.unresolvedMinutes" stands beside the field "unresolvedMinutes". */
const besideFields = (fields: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(fields).map(([path, words]) => [
      path.split(".").find((part) => part !== "check" && part !== "facts") ?? path,
      words,
    ]),
  );
