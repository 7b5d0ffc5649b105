import { z } from "zod";
import { door } from "@/app/desk/door";
import { publish } from "@/app/publish";

const Asked = z.object({ version: z.number().int().positive() });

/** Tries once more to bring readers a version: `{ version }` → `{ version, published, reason? }`. */
export async function POST(request: Request): Promise<Response> {
  const input = await request.json();
  return door(() => publish(Asked.parse(input).version));
}
