import { notFound } from "next/navigation";
import { requireDesk } from "@/app/desk-context";

/** Whatever address under the desk no page has: answered as the desk does, not as the public page. */
export default async function Nowhere(): Promise<never> {
  await requireDesk();
  notFound();
}
