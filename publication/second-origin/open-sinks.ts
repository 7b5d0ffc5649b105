import type { Env } from "@/lib/env";
import { FolderSink } from "./folder-sink";
import { S3Sink } from "./s3-sink";
import type { Sink } from "./sink";

type Wanted = Pick<
  Env,
  | "SECOND_ORIGIN_DIR"
  | "SECOND_ORIGIN_S3_URL"
  | "SECOND_ORIGIN_S3_REGION"
  | "SECOND_ORIGIN_S3_KEY_ID"
  | "SECOND_ORIGIN_S3_SECRET"
>;

/** The places that the configuration names. Throws with the name of what is missing. */
export function openSinks(env: Wanted): Sink[] {
  const sinks: Sink[] = [];
  if (env.SECOND_ORIGIN_DIR) sinks.push(new FolderSink(env.SECOND_ORIGIN_DIR));
  if (env.SECOND_ORIGIN_S3_URL) {
    const { SECOND_ORIGIN_S3_KEY_ID: keyId, SECOND_ORIGIN_S3_SECRET: secret } = env;
    if (!keyId || !secret)
      throw new Error("SECOND_ORIGIN_S3_URL needs SECOND_ORIGIN_S3_KEY_ID and SECOND_ORIGIN_S3_SECRET.");
    sinks.push(
      new S3Sink({ url: env.SECOND_ORIGIN_S3_URL, region: env.SECOND_ORIGIN_S3_REGION, keyId, secret }),
    );
  }
  return sinks;
}
