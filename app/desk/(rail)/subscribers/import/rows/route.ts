import { importDoor } from "@/app/desk/import-door";
import { importSubscribers, previewImport } from "@/communications/subscribers/import/import-subscribers";

/** A file of subscribers: what it would do, and then it is done. */
export async function POST(request: Request): Promise<Response> {
  return importDoor(request, { preview: previewImport, run: importSubscribers });
}
