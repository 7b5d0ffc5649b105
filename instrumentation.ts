import type { Instrumentation } from "next";

/** Next calls it once for each process of the app, before anything is asked of it. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { observe } = await import("@/app/observe");
    await observe();
  }
}

/** What Next caught: a page or a door that failed, with the request that it was for. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { noteFault } = await import("@/app/observe");
    noteFault(error, request, context.routePath);
  }
};
