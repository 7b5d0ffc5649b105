/** Nothing that we take is nested deeper; what walks such a value may do so by calling itself. */
export const depthMax = 32;

/** Reads JSON. Throws a SyntaxError also for what is nested deeper than 32 levels, before any of it is built. */
export function parseShallow(text: string): unknown {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (inString) {
      if (letter === "\\") at++;
      else if (letter === '"') inString = false;
    } else if (letter === '"') inString = true;
    else if (letter === "[" || letter === "{") {
      if (++depth > depthMax) throw new SyntaxError(`nested deeper than ${depthMax} levels`);
    } else if (letter === "]" || letter === "}") depth--;
  }
  return JSON.parse(text);
}
