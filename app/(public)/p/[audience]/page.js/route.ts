import { publicDoor } from "@/app/(public)/doors";
import { publicResponse } from "@/app/(public)/respond";
import script from "@/components/public/page-script.mjs?text";

export const dynamic = "force-static";
export const revalidate = 60;
export const generateStaticParams = () => [];

/** The one script of the public pages. */
export const GET = publicDoor(({ status }) =>
  publicResponse(status.page, "text/javascript; charset=utf-8", script),
);
