import { scriptResponse } from "@/app/(subscriber)/script-response";
import script from "@/components/subscriber/push-script.mjs?text";

export const dynamic = "force-static";

/** What asks a browser for its address. */
export const GET = () => scriptResponse(script);
