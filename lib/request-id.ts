import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";

/** Carries a request's name from process to process. */
export const requestHeader = "x-request-id";

/** One for the whole process, however often a bundler copies this file. */
const kept = globalThis as typeof globalThis & { drawbridgeRequest?: AsyncLocalStorage<string> };
kept.drawbridgeRequest ??= new AsyncLocalStorage<string>();
const store = kept.drawbridgeRequest;

/** A name for a request that brings none. */
export const newRequestId = () => randomUUID();

/** What a trusted balancer calls a request, if it is a name; a stranger's text would get into our log. */
export const readRequestId = (said: string | null | undefined): string | null =>
  said && /^[\w-]{8,64}$/.test(said) ? said : null;

/** Does something in a request's name: every line of the log that it writes says so. */
export const inRequest = <T>(id: string | null | undefined, run: () => T): T =>
  id ? store.run(id, run) : run();

/** The request that is being answered here, if one is. */
export const requestId = (): string | undefined => store.getStore();
