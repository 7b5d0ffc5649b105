import { env, secret } from "@/lib/env";
import { signLink } from "@/lib/signed-link";

/** The addresses that letters carry. They start with PUBLIC_URL and with nothing else. */
export const incidentUrl = (id: string) => `${env().PUBLIC_URL}/incidents/${id}`;
export const maintenanceUrl = (id: string) => `${env().PUBLIC_URL}/maintenances/${id}`;
export const confirmUrl = (token: string) => `${env().PUBLIC_URL}/confirm/${token}`;
export const manageUrl = (subscriberId: string) =>
  `${env().PUBLIC_URL}/manage/${signLink("manage", subscriberId, secret("SECRET"))}`;
export const leaveUrl = (subscriberId: string) =>
  `${env().PUBLIC_URL}/leave/${signLink("leave", subscriberId, secret("SECRET"))}`;
