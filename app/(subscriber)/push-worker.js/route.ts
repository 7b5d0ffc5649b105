import { scriptResponse } from "@/app/(subscriber)/script-response";
import script from "@/components/subscriber/push-worker.mjs?text";

export const dynamic = "force-static";

/** What shows our messages in a browser that asked for them. */
export const GET = () => scriptResponse(script);
