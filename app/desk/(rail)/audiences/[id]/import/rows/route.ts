import { importDoor } from "@/app/desk/import-door";
import { importStakeholders, previewStakeholders } from "@/communications/audiences/import-stakeholders";

/** A file of an audience's people: what it would do, and then it is done. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const { id } = await params;
  return importDoor(request, {
    preview: (ctx, file) => previewStakeholders(ctx, id, file),
    run: (ctx, file, digest) => importStakeholders(ctx, id, file, digest),
  });
}
