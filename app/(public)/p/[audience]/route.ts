import { homeDocument } from "@/app/(public)/documents";
import { publicDoor } from "@/app/(public)/doors";
import { pageResponse } from "@/app/(public)/respond";

export const dynamic = "force-static";
export const revalidate = 60;
export const generateStaticParams = () => [];

/** The status page. */
export const GET = publicDoor(({ status }) => pageResponse(homeDocument(status)));
