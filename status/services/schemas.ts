import { z } from "zod";
import { typedLine, typedText } from "@/lib/typed";
import { Id } from "@/status/updates/schemas";

export const ServiceName = typedLine()
  .min(1, "Write a name customers know.")
  .max(100, "Keep it under 100 characters.");
export const Description = typedText().max(500, "Keep it under 500 characters.").nullable();
export const GroupId = Id.nullable();
export const Move = z.object({ direction: z.enum(["up", "down"]) });
