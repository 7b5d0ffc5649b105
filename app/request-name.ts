import { headers } from "next/headers";
import { inRequest, requestHeader } from "@/lib/request-id";

/** Does something in the name of the request that is being answered, so that the log says which one it was. */
export const inThisRequest = async <T>(run: () => Promise<T>): Promise<T> =>
  inRequest((await headers()).get(requestHeader), run);
