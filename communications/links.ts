import { env, secret } from "@/lib/env";
import { signLink } from "@/lib/signed-link";

/** The addresses that letters carry. They start with PUBLIC_URL and with nothing else. */
export const incidentUrl = (id: string) => `${env().PUBLIC_URL}/incidents/${id}`;
export const maintenanceUrl = (id: string) => `${env().PUBLIC_URL}/maintenances/${id}`;
/** Where somebody of the desk writes an incident's next update. */
export const composerUrl = (incidentId: string) => `${env().PUBLIC_URL}/desk/incidents/${incidentId}/update`;
/** A private audience's page. */
export const audienceUrl = (slug: string) => `${env().PUBLIC_URL}/s/${slug}`;
/** What lets somebody in there, once. */
export const audienceLinkUrl = (slug: string, token: string) => `${audienceUrl(slug)}/in/${token}`;
export const deskIncidentUrl = (id: string) => `${env().PUBLIC_URL}/desk/incidents/${id}`;
export const approveUrl = (token: string) => `${env().PUBLIC_URL}/approve/${token}`;
/** Where somebody who was invited makes themselves an account. */
export const invitationUrl = (token: string) => `${env().PUBLIC_URL}/sign-in/invited/${token}`;
export const summonsUrl = (token: string) => `${env().PUBLIC_URL}/summons/${token}`;
export const confirmUrl = (token: string) => `${env().PUBLIC_URL}/confirm/${token}`;
export const manageUrl = (subscriberId: string) => env().PUBLIC_URL + managePath(subscriberId);
export const leaveUrl = (subscriberId: string) => env().PUBLIC_URL + leavePath(subscriberId);

/** The same on our own pages, which readers may have reached by another name. */
export const managePath = (subscriberId: string) =>
  `/manage/${signLink("manage", subscriberId, secret("SECRET"))}`;
export const joinPath = (subscriberId: string) =>
  `/subscribe?with=${signLink("join", subscriberId, secret("SECRET"))}`;
export const leavePath = (subscriberId: string) =>
  `/leave/${signLink("leave", subscriberId, secret("SECRET"))}`;

/** Doors beside the manage page, opened by the same key. */
export const sentPath = (subscriberId: string) => `${managePath(subscriberId)}/sent`;
export const ownDataPath = (subscriberId: string) => `${managePath(subscriberId)}/data`;
export const erasePath = (subscriberId: string) => `${managePath(subscriberId)}/erase`;
export const pausePath = (subscriberId: string) => `${managePath(subscriberId)}/pause`;
export const switchOnPath = (subscriberId: string) => `${managePath(subscriberId)}/switch-on`;
export const newSecretPath = (subscriberId: string) => `${managePath(subscriberId)}/secret`;
export const testPath = (subscriberId: string) => `${managePath(subscriberId)}/test`;
