export const dynamic = "force-dynamic";

/** Whether this process can do its work. */
export { GET } from "@/app/api/health/route";
