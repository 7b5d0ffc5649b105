"use server";

import { redirect } from "next/navigation";
import { action } from "@/app/action";
import { text } from "@/app/desk/form";
import { changePlay, removePlay } from "@/communications/plays/change-play";
import type { FormAction } from "@/components/desk/action-form";
import { readPlayForm } from "./read-play-form";

const list = "/desk/settings/plays";

export const changePlayAction: FormAction = async (_before, form) => {
  const heard = await action("own", async (ctx) => void (await changePlay(ctx, readPlayForm(form))));
  if (heard.ok) redirect(list);
  return heard;
};

export const removePlayAction: FormAction = async (_before, form) => {
  const heard = await action("own", (ctx) =>
    removePlay(ctx, { id: text(form, "id"), reason: text(form, "reason") }),
  );
  if (heard.ok) redirect(list);
  return heard;
};
