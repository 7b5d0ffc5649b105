import { z } from "zod";
import { manyLines, oneLine } from "./visible-text";

/**
 * One line that somebody typed (a title, a name), as it may be kept and shown: what cannot be seen, or turns around
 * what stands beside it, is gone, and every kind of blank is one blank. Bounds and demands follow: `.min()`, `.max()`.
 */
export const typedLine = () => z.string().overwrite(oneLine);

/** Words that somebody typed, with their line ends and indents. */
export const typedText = () => z.string().overwrite(manyLines);
