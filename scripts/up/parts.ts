import { freePort } from "@/db/embedded/free-port";
import { distDirOf } from "./build-if-changed";
import { type EncryptionKeys, keyEnvironment } from "./encryption-key";
import { frontProgram } from "./front-program";
import type { Secrets } from "./secrets";
import type { Settings } from "./settings";
import type { Part } from "./supervisor";

/** The ports of one run. Developing, readers' port is the app's own, so that a change shows (and reloads) at once. */
export type Ports = { front: number; app: number; control: number };

export async function choosePorts({ dev, port }: Settings): Promise<Ports> {
  const [one, control] = [await freePort(), await freePort()];
  return dev ? { front: one, app: port, control } : { front: port, app: one, control };
}

export const appUrlOf = ({ app }: Ports) => `http://127.0.0.1:${app}`;
export const frontUrlOf = ({ front }: Ports) => `http://127.0.0.1:${front}`;
export const controlUrlOf = ({ control }: Ports) => `http://127.0.0.1:${control}`;

type Environment = Record<string, string>;

/** What every part is told. */
export function environmentOf(
  settings: Settings,
  ports: Ports,
  secrets: Secrets,
  keys: EncryptionKeys,
): Environment {
  const { secret, internalToken, vapid } = secrets;
  return {
    NODE_ENV: settings.dev ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    // A person at a terminal reads words, a collector reads JSON.
    LOG_FORMAT: process.env.LOG_FORMAT || (process.stdout.isTTY ? "text" : "json"),
    DATA_DIR: settings.dataDir,
    PUBLIC_URL: settings.publicUrl,
    NEXTAUTH_URL: settings.publicUrl,
    APP_URL: appUrlOf(ports),
    APP_PORT: String(ports.app),
    FRONT_CONTROL_URL: controlUrlOf(ports),
    INTERNAL_TOKEN: process.env.INTERNAL_TOKEN || internalToken,
    SECRET: process.env.SECRET || secret,
    NEXTAUTH_SECRET: process.env.SECRET || secret,
    ...vapidOf(vapid),
    ...keyEnvironment(keys),
  };
}

/** A pair: one's own, or the one we keep. */
function vapidOf({ publicKey, privateKey }: Secrets["vapid"]): Environment {
  const { VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY } = process.env;
  return VAPID_PUBLIC_KEY && VAPID_PRIVATE_KEY
    ? { VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY }
    : { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey };
}

/** Serves readers; needs neither app nor database. `isBuilt`: whether the build at hand is of these sources. */
export function frontPart(env: Environment, ports: Ports, isBuilt: () => boolean): Part {
  const args = () => frontProgram(distDirOf(), isBuilt());
  return { name: "front", args, env: { ...env, PORT: String(ports.front) } };
}

/** Next: made by the build, or on the fly when developing. */
export function appPart(env: Environment, ports: Ports, dev: boolean): Part {
  const command = dev ? ["dev"] : ["start", "-H", "127.0.0.1"];
  const args = ["node_modules/next/dist/bin/next", ...command, "-p", String(ports.app)];
  return { name: "app", args, env };
}

/** Hands letters over and keeps the clock. */
export function workerPart(env: Environment): Part {
  return { name: "worker", args: script("scripts/worker.ts"), env };
}

const script = (file: string) => ["--import", "tsx", file];
