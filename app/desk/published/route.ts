import { z } from "zod";
import { door } from "@/app/desk/door";
import { publish } from "@/app/publish";
import { readJson } from "@/app/read-json";

const Asked = z.object({ version: z.number().int().positive() });

/** Tries once more to bring readers a version: `{ version }` → `{ version, published, reason? }`. */
export async function POST(request: Request): Promise<Response> {
  return door(async () => publish(Asked.parse(await readJson(request)).version));
}
