import { insideDoor } from "../../inside";
import { showPage } from "../../show-page";

export const dynamic = "force-dynamic";

/** An audience's page; for strangers the question who they are, whether there is such a page or not. */
export const GET = insideDoor((inside) => showPage(inside));
