import { publicDoor } from "@/app/(public)/doors";
import { drawingResponse } from "@/app/(public)/respond";
import { favicon } from "@/components/public/favicon";

export const dynamic = "force-static";
export const revalidate = 60;
export const generateStaticParams = () => [];

/** The state as an icon. */
export const GET = publicDoor(({ status }) =>
  drawingResponse(status.page, favicon(status.services.length > 0 ? status.overall : null)),
);
