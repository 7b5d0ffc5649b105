import { notFound, publicDoor } from "@/app/(public)/doors";

export const dynamic = "force-static";
export const revalidate = 60;
export const generateStaticParams = () => [];

/** The page that stands where there is none. */
export const GET = publicDoor(notFound);
